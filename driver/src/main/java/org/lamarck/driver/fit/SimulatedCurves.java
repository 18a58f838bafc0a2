package org.lamarck.driver.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Measurement;

/**
 * What was simulated of a problem, a table for each observable with a column for each experiment.
 */
final class SimulatedCurves {
  private SimulatedCurves() {}

  /**
   * The tables.
   *
   * @param simulated one for each measurement
   */
  static List<Exhibit> of(EstimationProblem problem, List<ProblemEvaluation.Simulated> simulated) {
    Map<Integer, Set<Integer>> experiments = new LinkedHashMap<>();
    for (Measurement one : problem.measurements()) {
      experiments
          .computeIfAbsent(one.observable(), key -> new LinkedHashSet<>())
          .add(one.experiment());
    }
    List<Exhibit> exhibits = new ArrayList<>();
    experiments.forEach(
        (observable, of) -> exhibits.add(exhibit(problem, simulated, observable, List.copyOf(of))));
    return exhibits;
  }

  private static Exhibit exhibit(
      EstimationProblem problem,
      List<ProblemEvaluation.Simulated> simulated,
      int observable,
      List<Integer> experiments) {
    List<Measurement> all = problem.measurements();
    Set<Double> times = new TreeSet<>();
    all.stream().filter(m -> m.observable() == observable).forEach(m -> times.add(m.time()));
    List<Double> rows = List.copyOf(times);
    int width = 1 + experiments.size();
    double[] values = new double[rows.size() * width];
    Arrays.fill(values, Double.NaN);
    for (int row = 0; row < rows.size(); row++) {
      values[row * width] = rows.get(row);
    }
    for (int m = 0; m < all.size(); m++) {
      if (all.get(m).observable() == observable) {
        int row = Collections.binarySearch(rows, all.get(m).time());
        int column = 1 + experiments.indexOf(all.get(m).experiment());
        values[row * width + column] = simulated.get(m).value();
      }
    }
    List<String> columns = new ArrayList<>(List.of("time"));
    experiments.forEach(e -> columns.add(problem.experiments().get(e).id()));
    String id = problem.observables().get(observable).id();
    return new Exhibit(
        "curve-" + id.replaceAll("[^A-Za-z0-9_-]", "_"),
        id + " as simulated",
        columns,
        Matrix.of(rows.size(), width, values));
  }
}
