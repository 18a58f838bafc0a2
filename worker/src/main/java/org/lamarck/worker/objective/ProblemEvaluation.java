package org.lamarck.worker.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.problem.MonotoneScale;

/**
 * All that one evaluation of a problem tells. What it is given is not copied: nobody changes it.
 *
 * @param evaluation what the search sees
 * @param logLikelihood ln of the likelihood; NaN when a simulation failed or the loss is none
 * @param chiSquared Σ ((T(m) − T(h)) / σ)², T the scale of the noise; for a norm Σ (m − h)²
 * @param measurements what was simulated, in the order of the problem's measurements; empty when a
 *     simulation failed
 * @param steps accepted steps of the integrator, over all experiments
 * @param method how the gradient was computed; FORWARD when none was asked for
 * @param estimates by id, the linear values of all estimated parameters, those that the objective
 *     computes itself too; empty when a simulation failed
 * @param scales by the position of an observable in the problem, the function through which it is
 *     compared with what was measured of it; of semi-quantitative and ordinal data alone
 */
public record ProblemEvaluation(
    Evaluation evaluation,
    double logLikelihood,
    double chiSquared,
    List<Simulated> measurements,
    long steps,
    GradientMethod method,
    Map<String, Double> estimates,
    Map<Integer, MonotoneScale> scales) {
  public ProblemEvaluation {
    measurements = Collections.unmodifiableList(measurements);
    estimates = Collections.unmodifiableMap(estimates);
    scales = Collections.unmodifiableMap(new LinkedHashMap<>(scales));
  }

  /**
   * The model's answer to one measurement.
   *
   * @param value h, on the linear scale
   * @param sigma the noise's scale; 1 for a norm
   * @param residual (T(m) − T(h)) / σ; of a censored value to the nearest bound, 0 between them; of
   *     a category's interval, in units of √(w/2), which {@code sigma} then is
   */
  public record Simulated(double value, double sigma, double residual) {}

  /** The same with another answer to the search. */
  ProblemEvaluation with(Evaluation other) {
    return new ProblemEvaluation(
        other, logLikelihood, chiSquared, measurements, steps, method, estimates, scales);
  }

  /** The simulated values, in the order of the measurements. */
  public Vector values() {
    return Vector.of(measurements.stream().mapToDouble(Simulated::value).toArray());
  }
}
