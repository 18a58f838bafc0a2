package org.lamarck.driver.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Lbfgsb;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.horizon.GrowingHorizon;
import org.lamarck.worker.horizon.MultipleShooting;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

/**
 * Points at which a search begins, found by local searches in easier problems from random points: a
 * function of the problem, the settings and the seed.
 */
final class RelaxedStarts {
  /** So many points are found, from as many random ones. */
  private static final int STARTS = 4;

  /** Of each search in each problem. */
  private static final int ITERATIONS = 60;

  private static final int STAGES = 5;
  private static final int WINDOWS = 10;

  /** What gaps between windows are, of the size of a state, where they weigh as data do. */
  private static final List<Double> TIGHTNESS = List.of(10.0, 1.0, 0.1, 0.01);

  /** How a problem is made easier. */
  enum Kind {
    /** Its beginnings, from short to long. */
    GROWING,
    /** Its experiments in windows, with ever smaller gaps. */
    SHOOTING;

    static Optional<Kind> of(String word) {
      return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    String word() {
      return this == GROWING ? "growing" : "shooting";
    }
  }

  private final Kind kind;
  private final EvaluationSettings settings;
  private final SearchSpace space;
  private final List<EstimationProblem> stages;

  /**
   * The easier problems.
   *
   * @param space of the problem itself
   * @throws ConfigException when there are none
   */
  RelaxedStarts(
      Kind kind, EstimationProblem problem, EvaluationSettings settings, SearchSpace space)
      throws ConfigException {
    this.kind = kind;
    this.settings = settings;
    this.space = space;
    try {
      stages =
          kind == Kind.GROWING
              ? GrowingHorizon.stages(problem, STAGES)
              : TIGHTNESS.stream().map(gap -> MultipleShooting.of(problem, WINDOWS, gap)).toList();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--start %s: error: %s".formatted(kind.word(), e.getMessage()));
    }
  }

  /** Where one start has come to, and what it cost. */
  private record End(Map<String, Double> point, double value, Effort effort) {}

  /**
   * Finds the points, in the order of their random ones; those whose searches failed are left out.
   * What this cost is told in their source.
   */
  StartPoints find(long seed) throws InputException {
    List<Map<String, Double>> begin = new ArrayList<>();
    RandomStream random = RandomStream.of(seed).split(kind.word(), 0);
    for (int k = 0; k < STARTS; k++) {
      begin.add(byName(space.names(), space.drawStart(random)));
    }
    List<End> ends = begin.stream().map(point -> new End(point, 0, Effort.NONE)).toList();
    for (EstimationProblem stage : stages) {
      List<ProblemObjective> objectives = new ArrayList<>(); // one for each thread
      for (int k = 0; k < STARTS; k++) {
        objectives.add(ProblemObjective.of(stage, settings));
      }
      List<End> before = ends;
      ends =
          IntStream.range(0, STARTS)
              .parallel()
              .mapToObj(k -> goOn(objectives.get(k), before.get(k)))
              .toList();
    }
    List<Vector> points =
        ends.stream()
            .filter(end -> Double.isFinite(end.value()))
            .map(end -> point(space, end.point(), Map.of()))
            .toList();
    long values = ends.stream().mapToLong(end -> end.effort().evaluations()).sum();
    long gradients = ends.stream().mapToLong(end -> end.effort().gradients()).sum();
    String source =
        "%s: %d of %d starts, by %d evaluations without and %d with derivatives beforehand"
            .formatted(kind.word(), points.size(), STARTS, values, gradients);
    return new StartPoints(source, points, List.of());
  }

  private static End goOn(ProblemObjective objective, End from) {
    SearchSpace own = objective.space();
    Map<String, Double> nominal = new HashMap<>();
    for (Parameter parameter : objective.parameters().estimated()) {
      nominal.put(parameter.id(), parameter.scale().toScale(parameter.nominal()));
    }
    LocalSearch search = Fitting.isLarge(own) ? Lbfgsb.DEFAULT : TrustRegion.DEFAULT;
    Refinement end =
        search.refine(objective, own, search.begin(point(own, from.point(), nominal)), ITERATIONS);
    return new End(byName(own.names(), end.point()), end.value(), from.effort().plus(end.effort()));
  }

  private static Map<String, Double> byName(Collection<String> names, Vector point) {
    Map<String, Double> values = new HashMap<>();
    int i = 0;
    for (String name : names) {
      values.put(name, point.get(i++));
    }
    return values;
  }

  /** Coordinates by their names, as another problem left them; else its own. */
  private static Vector point(
      SearchSpace space, Map<String, Double> known, Map<String, Double> others) {
    Map<String, Double> all = new HashMap<>(others);
    all.putAll(known);
    return space.clip(
        Vector.of(
            space.names().stream().mapToDouble(name -> all.getOrDefault(name, 0.0)).toArray()));
  }
}
