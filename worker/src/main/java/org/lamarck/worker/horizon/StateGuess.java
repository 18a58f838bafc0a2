package org.lamarck.worker.horizon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Scale;

/**
 * What data say of a state.
 *
 * @param seen where an observable is the state itself, what was measured of it
 * @param fallback where it begins, for a state that nothing shows
 * @param size how much it varies
 */
record StateGuess(List<Measurement> seen, double fallback, double size) {
  static StateGuess of(EstimationProblem problem, Quantity state) {
    List<Measurement> seen = new ArrayList<>();
    for (Measurement one : problem.measurements()) {
      Expression formula = problem.observables().get(one.observable()).formula();
      boolean isState = formula.isSymbol() && formula.name().equals(state.id());
      if (isState && Double.isFinite(one.value())) {
        seen.add(one);
      }
    }
    double begin = state.initial().isConstant() ? state.initial().value() : 0;
    double fallback = Double.isFinite(begin) ? begin : 0;
    double least = seen.stream().mapToDouble(Measurement::value).min().orElse(fallback);
    double most = seen.stream().mapToDouble(Measurement::value).max().orElse(fallback);
    double size = most > least ? most - least : Math.max(Math.abs(fallback), 1);
    return new StateGuess(seen, fallback, size);
  }

  /** The state at a time of an experiment, as measured next to it. */
  private double at(int experiment, double time) {
    return seen.stream()
        .filter(one -> one.experiment() == experiment)
        .min(Comparator.comparingDouble(one -> Math.abs(one.time() - time)))
        .map(Measurement::value)
        .orElse(fallback);
  }

  /** The state at the beginning of a window as a parameter, whose nominal value is the guess. */
  Parameter parameter(String id, int experiment, double time, double room) {
    double guess = at(experiment, time);
    double way = room * size;
    return new Parameter(id, Scale.LIN, guess - way, guess + way, guess, true, null);
  }
}
