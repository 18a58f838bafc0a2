package org.lamarck.worker.horizon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.worker.loss.TermLoss;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.SimulationLoss;

/**
 * The beginnings of a problem, from short to long: each has what was measured until some time.
 * Where a trajectory oscillates, a misfit over many periods has a valley for each of them, and over
 * the first one alone a single one.
 */
public final class GrowingHorizon {
  private GrowingHorizon() {}

  /**
   * The beginnings that hold 1/n, 2/n, … of the times, without the whole; fewer where two would be
   * the same.
   *
   * @throws IllegalArgumentException when the loss is of whole curves, such as a period
   */
  public static List<EstimationProblem> stages(EstimationProblem problem, int n) {
    double[] times =
        problem.measurements().stream()
            .mapToDouble(Measurement::time)
            .filter(Double::isFinite)
            .sorted()
            .distinct()
            .toArray();
    List<EstimationProblem> stages = new ArrayList<>();
    int before = 0;
    for (int k = 1; k < n; k++) {
      int size = (int) ((long) times.length * k / n);
      if (size > before) {
        until(problem, times[size - 1]).ifPresent(stages::add);
        before = size;
      }
    }
    return stages;
  }

  /** What is looked at until a time; nothing when nothing is. */
  static Optional<EstimationProblem> until(EstimationProblem problem, double time) {
    List<Measurement> early =
        problem.measurements().stream().filter(one -> one.time() <= time).toList();
    if (early.isEmpty()) {
      return Optional.empty();
    }
    Loss loss = problem.loss();
    if (loss instanceof SimulationLoss) {
      loss =
          Optional.of(loss)
              .filter(TermLoss.class::isInstance)
              .flatMap(terms -> ((TermLoss) terms).until(time))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "a loss of features of whole curves has no beginnings"));
    }
    return Optional.of(
        new EstimationProblem(
            problem.id(),
            problem.models(),
            problem.parameters(),
            problem.experiments(),
            problem.observables(),
            early,
            loss));
  }
}
