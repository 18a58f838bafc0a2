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
    double[] byValue = row(simulation, measurement, time, 1, 0);
    if (plan.problem().loss() == Loss.EUCLIDEAN_NORM) {
      scale(-1, byValue);
      addRow(residual, byValue, tally);
      addCurvature(1, byValue, tally);
      addScaled(residual, byValue, tally.gradient);
      return;
    }
    double sigma = kernel.sigma();
    double slope = NoiseModel.slope(measurement.noise(), kernel.value());
    scale(slope / sigma, byValue);
    addCurvature(1, byValue, tally);
    scale(-1, byValue);
    if (kernel.noiseVaries()) {
      double[] bySigma = row(simulation, measurement, time, 0, 1);
      addScaled(-residual / sigma, bySigma, byValue);
      addRow(residual, byValue, tally);
      addCurvature(2 / (sigma * sigma), bySigma, tally);
      double sigmaResidual = Math.sqrt(2 * Math.log(sigma) + SIGMA_OFFSET);
      addScaled(residual, byValue, tally.gradient);
      addScaled(1 / sigma, bySigma, tally.gradient);
      scale(1 / (sigma * sigmaResidual), bySigma);
      addRow(sigmaResidual, bySigma, tally);
    } else {
      addRow(residual, byValue, tally);
      addScaled(residual, byValue, tally.gradient);
    }
  }

  /** The row a · ∂h + b · ∂σ by the coordinates, linear scale. */
  private double[] row(
      PhaseSimulation simulation, MeasurementPlan measurement, int time, double a, double b) {
    Arrays.fill(bar, 0);
    measurement.kernel().accumulate(a, b, bar);
    double[] row = new double[coordinates];
    simulation.pullForward(time, bar, row);
    pullDirect(simulation, measurement, row);
    return row;
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

  private static void addRow(double residual, double[] row, Tally tally) {
    tally.residuals.add(residual);
    tally.jacobian.add(row.clone());
  }

  private static void addCurvature(double factor, double[] row, Tally tally) {
    int n = row.length;
    for (int j = 0; j < n; j++) {
      double left = factor * row[j];
      if (left != 0) {
        for (int k = 0; k < n; k++) {
          tally.curvature[j * n + k] += left * row[k];
        }
      }
    }
  }
}
