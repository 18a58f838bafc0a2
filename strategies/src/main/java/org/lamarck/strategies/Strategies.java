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

  private static final Map<String, BiFunction<LocalSearch, Pace, Strategy>> BY_NAME = byName();

  private Strategies() {}

  private static Map<String, BiFunction<LocalSearch, Pace, Strategy>> byName() {
    Map<String, BiFunction<LocalSearch, Pace, Strategy>> map = new LinkedHashMap<>();
    map.put("hybrid", (search, pace) -> Hybrid.of(search).at(pace));
    map.put("multistart", (search, pace) -> MultiStart.of(search).at(pace));
    map.put("scatter", (search, pace) -> ScatterSearch.of(search).at(pace));
    map.put("bipop", (search, pace) -> CmaEs.BIPOP);
    map.put("cmaes", (search, pace) -> CmaEs.SINGLE);
    map.put("de", (search, pace) -> DifferentialEvolution.DEFAULT);
    return map;
  }

  /** All names, the default first. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
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
