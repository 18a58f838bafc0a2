package org.lamarck.worker.objective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Failed;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.problem.Loss;

/**
 * Compares what was simulated with what was measured, one measurement at a time, and adds to a
 * {@link Tally}. Each method speaks of the measurement whose kernel was evaluated last. Serves one
 * thread.
 */
final class Comparison {
  private static final double SIGMA_OFFSET = 200;

  private final ProblemPlan plan;
  private final int states;
  private final int constants;
  private final int coordinates;

  /** Derivatives by states, constants and extras of one measurement. */
  private final double[] bar;

  private final double[] byValue;
  private final double[] bySigma;

  /**
   * A comparison.
   *
   * @param states n
   * @param constants the length of p
   * @param extras the largest number of an observable's further inputs
   */
  Comparison(ProblemPlan plan, int states, int constants, int extras) {
    this.plan = plan;
    this.states = states;
    this.constants = constants;
    this.coordinates = plan.parameters().coordinates();
    this.bar = new double[states + constants + extras];
    this.byValue = new double[coordinates];
    this.bySigma = new double[coordinates];
  }

  /** Adds one measurement to value and χ²; keeps its residual. */
  @Nullable Failed compare(MeasurementPlan measurement, int index, PhasePlan phase, Tally tally) {
    double h = measurement.kernel().value();
    boolean norm = plan.problem().loss() == Loss.EUCLIDEAN_NORM;
    double sigma = norm ? 1 : measurement.kernel().sigma();
    double transformed = norm ? h : NoiseModel.transform(measurement.noise(), h);
    double measured = norm ? measurement.value() : measurement.transformed();
    double residual = (measured - transformed) / sigma;
    if (!(sigma > 0) || Double.isInfinite(sigma)) {
      return new Failed(
          Reason.INVALID_PARAMETERS,
          phase.id(),
          measurement.time(),
          "the noise scale is " + sigma + "; it must be above 0 and finite");
    }
    if (!Double.isFinite(residual)) {
      return new Failed(
          Reason.NON_FINITE,
          phase.id(),
          measurement.time(),
          "a simulated value of " + h + " cannot be compared with " + measurement.value());
    }
    tally.simulated.set(index, new ProblemEvaluation.Simulated(h, sigma, residual));
    tally.chiSquared += residual * residual;
    if (!norm) {
      tally.value +=
          NoiseModel.negativeLogLikelihood(
              measurement.noise(), residual, sigma, measurement.value());
    }
    return null;
  }

  private double residual(MeasurementPlan measurement) {
    return plan.problem().loss() == Loss.EUCLIDEAN_NORM
        ? measurement.value() - measurement.kernel().value()
        : (measurement.transformed()
                - NoiseModel.transform(measurement.noise(), measurement.kernel().value()))
            / measurement.kernel().sigma();
  }

  /**
   * Adds a measurement's part of the gradient; states' part is left in {@code stateBars}.
   *
   * @param sign stands for that of a Laplace residual which is 0; NaN for others
   */
  void addGradient(
      PhaseSimulation simulation,
      MeasurementPlan measurement,
      int time,
      double sign,
      double @Nullable [] stateBars,
      Tally tally) {
    ObservableKernel kernel = measurement.kernel();
    double residual = residual(measurement);
    Arrays.fill(bar, 0);
    if (plan.problem().loss() == Loss.EUCLIDEAN_NORM) {
      kernel.accumulate(-residual, 0, bar);
    } else {
      double sigma = kernel.sigma();
      kernel.accumulate(
          (Double.isNaN(sign)
                  ? NoiseModel.byTransformed(measurement.noise(), residual, sigma)
                  : -sign / sigma)
              * NoiseModel.slope(measurement.noise(), kernel.value()),
          NoiseModel.bySigma(measurement.noise(), residual, sigma),
          bar);
    }
    if (stateBars != null) {
      for (int i = 0; i < states; i++) {
        stateBars[time * states + i] += bar[i];
      }
      simulation.addConstants(bar, states);
      measurement.pullExtras(plan.formulas(), bar, states + constants, tally.gradient);
    } else {
      simulation.pullForward(time, bar, tally.gradient);
      pullDirect(simulation, measurement, tally.gradient);
    }
  }

  /** What {@code bar} says of constants and extras, for the coordinates. */
  private void pullDirect(
      PhaseSimulation simulation, MeasurementPlan measurement, double[] gradient) {
    simulation.pullConstants(bar, states, gradient);
    measurement.pullExtras(plan.formulas(), bar, states + constants, gradient);
  }

  /** Adds a measurement's rows of residuals and Jacobian, its gradient and its curvature. */
  void addRows(PhaseSimulation simulation, MeasurementPlan measurement, int time, Tally tally) {
    ObservableKernel kernel = measurement.kernel();
    double residual = residual(measurement);
    fillRow(simulation, measurement, time, 1, 0, byValue);
    if (plan.problem().loss() == Loss.EUCLIDEAN_NORM) {
      scale(-1, byValue);
      tally.addRow(residual, byValue);
      tally.addCurvature(1, byValue);
      addScaled(residual, byValue, tally.gradient);
      return;
    }
    double sigma = kernel.sigma();
    double slope = NoiseModel.slope(measurement.noise(), kernel.value());
    scale(slope / sigma, byValue);
    tally.addCurvature(1, byValue);
    scale(-1, byValue);
    if (kernel.noiseVaries()) {
      fillRow(simulation, measurement, time, 0, 1, bySigma);
      addScaled(-residual / sigma, bySigma, byValue);
      tally.addRow(residual, byValue);
      tally.addCurvature(2 / (sigma * sigma), bySigma);
      double sigmaResidual = Math.sqrt(2 * Math.log(sigma) + SIGMA_OFFSET);
      addScaled(residual, byValue, tally.gradient);
      addScaled(1 / sigma, bySigma, tally.gradient);
      scale(1 / (sigma * sigmaResidual), bySigma);
      tally.addRow(sigmaResidual, bySigma);
    } else {
      tally.addRow(residual, byValue);
      addScaled(residual, byValue, tally.gradient);
    }
  }

  /** row ← a · ∂h + b · ∂σ by the coordinates, linear scale. */
  private void fillRow(
      PhaseSimulation simulation,
      MeasurementPlan measurement,
      int time,
      double a,
      double b,
      double[] row) {
    Arrays.fill(bar, 0);
    measurement.kernel().accumulate(a, b, bar);
    Arrays.fill(row, 0);
    simulation.pullForward(time, bar, row);
    pullDirect(simulation, measurement, row);
  }

  private static void scale(double factor, double[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] *= factor;
    }
  }

  private static void addScaled(double factor, double[] row, double[] sum) {
    for (int j = 0; j < row.length; j++) {
      sum[j] += factor * row[j];
    }
  }
}
