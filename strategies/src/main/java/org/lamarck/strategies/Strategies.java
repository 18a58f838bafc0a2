package org.lamarck.strategies;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.cma.CmaEs;
import org.lamarck.strategies.evolution.differential.DifferentialEvolution;
import org.lamarck.strategies.evolution.hybrid.Hybrid;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.scatter.ScatterSearch;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.TrustRegion;

/** The strategies by the names that the command line knows. */
public final class Strategies {
  /** What is taken when nobody says otherwise. */
  public static final String DEFAULT = "hybrid";

  /** Its settings can be given, as those of the default: {@code adam(rate=0.01, steps=2000)}. */
  private static final String ADAM = "adam";

  /** The one that a problem tells itself. */
  public static final String TRAINING = "training";

  private static final Map<String, BiFunction<LocalSearch, Pace, Strategy>> BY_NAME = byName();

  private Strategies() {}

  private static Map<String, BiFunction<LocalSearch, Pace, Strategy>> byName() {
    Map<String, BiFunction<LocalSearch, Pace, Strategy>> map = new LinkedHashMap<>();
    map.put("hybrid", (search, pace) -> Hybrid.of(search).at(pace));
    map.put("multistart", (search, pace) -> MultiStart.of(search).at(pace));
    map.put("scatter", (search, pace) -> ScatterSearch.of(search).at(pace));
    map.put("bipop", (search, pace) -> CmaEs.BIPOP);
    map.put("cmaes", (search, pace) -> CmaEs.SINGLE);
    map.put(ADAM, (search, pace) -> Training.of(Map.of()));
    map.put("de", (search, pace) -> DifferentialEvolution.DEFAULT);
    map.put(TRAINING, (search, pace) -> new OwnTraining(search));
    return map;
  }

  /** All names, the default first. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** Whether there is such a strategy, or may be one in a jar of the user's. */
  public static boolean isKnown(String name) {
    return names().contains(bare(name)) || bare(name).indexOf('.') >= 0;
  }

  /** The name without settings. */
  public static String bare(String name) {
    int settings = name.indexOf('(');
    return settings < 0 ? name : name.substring(0, settings).strip();
  }

  /** Whether the strategy of this name looks at parts of an objective that is a sum. */
  public static boolean takesBatches(String name) {
    return bare(name).equals(ADAM) || bare(name).equals(TRAINING);
  }

  /** The strategy of this name with its default settings and a trust region as local search. */
  public static Strategy named(String name) {
    return named(name, TrustRegion.DEFAULT, Pace.USUAL);
  }

  /**
   * The strategy of this name with its default settings, or one of the user's: a name with dots is
   * that of a class on the class path, which has a public constructor without arguments.
   *
   * @param search the local search, for strategies that have one
   * @param pace of its evaluations
   * @throws IllegalArgumentException when there is none of this name; the message names all
   */
  public static Strategy named(String name, LocalSearch search, Pace pace) {
    if (name.indexOf('(') >= 0) {
      return withSettings(name, search, pace);
    }
    if (name.indexOf('.') >= 0) {
      return ofClass(name);
    }
    BiFunction<LocalSearch, Pace, Strategy> maker = BY_NAME.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "there is no strategy \"%s\"; there are %s".formatted(name, String.join(", ", names())));
    }
    return maker.apply(search, pace);
  }

  private static Strategy withSettings(String name, LocalSearch search, Pace pace) {
    boolean isHybrid = bare(name).equals(DEFAULT);
    if (!(isHybrid || bare(name).equals(ADAM)) || !name.strip().endsWith(")")) {
      throw new IllegalArgumentException(
          "\"%s\" cannot be read; settings are those of adam, such as adam(rate=0.01, steps=2000), and of hybrid, such as hybrid(cma=0)"
              .formatted(name));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    String inside = name.strip().substring(name.indexOf('(') + 1, name.strip().length() - 1);
    for (String part : inside.isBlank() ? new String[0] : inside.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "\"%s\" in \"%s\" is no setting; write NAME=VALUE".formatted(part.strip(), name));
      }
      settings.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return isHybrid
        ? HybridSettings.of(Hybrid.of(search).at(pace), settings)
        : Training.of(settings);
  }

  private static Strategy ofClass(String name) {
    try {
      return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
          .asSubclass(Strategy.class)
          .getConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "there is no class %s on the class path to search with".formatted(name), e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "%s does not implement %s".formatted(name, Strategy.class.getName()), e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "the constructor of %s fails: %s".formatted(name, e.getCause()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "%s needs a public constructor without arguments".formatted(name), e);
    }
  }
}
