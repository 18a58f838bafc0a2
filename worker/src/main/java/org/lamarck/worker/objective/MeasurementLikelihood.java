package org.lamarck.worker.objective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Failed;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.noise.IntervalProbability;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.monotone.MonotoneGroups;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ObservableKernel;
import org.lamarck.worker.objective.segment.ParameterValues;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.objective.segment.SegmentPlan;
import org.lamarck.worker.objective.segment.SegmentSimulation;

/**
 * Compares what was simulated with what was measured, one measurement at a time, and adds to a
 * {@link LikelihoodSums}. Each method speaks of the measurement whose kernel was evaluated last.
 * Serves one thread.
 */
final class MeasurementLikelihood {
  private static final double SIGMA_OFFSET = 200;

  private final ParameterValues parameters;
  private final MonotoneGroups groups;
  private final int states;
  private final int constants;
  private final int coordinates;

  /** Derivatives by states, constants and extras of one measurement; zeros between two of them. */
  private final double[] bar;

  /** Derivatives by the further parameters of the noise. */
  private final double[] byShape;

  private final double[] byValue;
  private final double[] bySigma;
  private final double[] mixed;

  /** Of the measurement that was compared last, where that is censored. */
  private final IntervalProbability interval = new IntervalProbability();

  /**
   * A comparison.
   *
   * @param groups of measurements that are compared through functions
   */
  MeasurementLikelihood(ProblemPlan plan, ParameterValues parameters, MonotoneGroups groups) {
    this.parameters = parameters;
    this.groups = groups;
    this.states = plan.model().states().size();
    this.constants = plan.model().constants().size();
    this.coordinates = plan.parameters().coordinates();
    this.bar = new double[states + constants + plan.mostExtras()];
    this.byShape =
        new double
            [plan.measurements().stream()
                .mapToInt(one -> one.noise().distribution().shape().size())
                .max()
                .orElse(0)];
    this.byValue = new double[coordinates];
    this.bySigma = new double[coordinates];
    this.mixed = new double[coordinates];
  }

  /** Adds one measurement to value and χ²; keeps its residual. */
  @Nullable Failed compare(
      MeasurementPlan measurement,
      ObservableKernel kernel,
      int index,
      SegmentPlan segment,
      LikelihoodSums sums) {
    double h = kernel.value();
    double sigma = kernel.sigma();
    double residual = residual(measurement, kernel);
    if (!(sigma > 0) || Double.isInfinite(sigma)) {
      return new Failed(
          Reason.INVALID_PARAMETERS,
          segment.id(),
          measurement.time(),
          "the noise scale is " + sigma + "; it must be above 0 and finite");
    }
    if (!Double.isFinite(residual) || !Double.isFinite(h)) {
      return new Failed(
          Reason.NON_FINITE,
          segment.id(),
          measurement.time(),
          "a simulated value of " + h + " cannot be compared with " + measurement.value());
    }
    sums.simulated.keep(index, h, sigma, residual);
    sums.chiSquared += residual * residual;
    sums.value +=
        measurement.isCensored()
            ? interval(measurement, kernel).negativeLog()
            : measurement
                .noise()
                .negativeLogLikelihood(residual, sigma, measurement.value(), kernel.shape());
    return null;
  }

  /**
   * 0 of what is simulated and has nothing to be compared with, or is between the bounds that it
   * has.
   */
  private static double residual(MeasurementPlan measurement, ObservableKernel kernel) {
    if (Double.isNaN(measurement.value())) {
      return 0;
    }
    double simulated = measurement.noise().transformation().apply(kernel.value());
    double nearest = Math.min(Math.max(simulated, measurement.lower()), measurement.upper());
    return (nearest - simulated) / kernel.sigma();
  }

  private IntervalProbability interval(MeasurementPlan measurement, ObservableKernel kernel) {
    Noise noise = measurement.noise();
    double simulated = noise.transformation().apply(kernel.value());
    noise
        .distribution()
        .between(
            (measurement.lower() - simulated) / kernel.sigma(),
            (measurement.upper() - simulated) / kernel.sigma(),
            interval);
    return interval;
  }

  /** Keeps what is simulated of a measurement whose part of the value is known. */
  void keep(int index, LikelihoodSums sums) {
    double residual = groups.residual(index);
    sums.simulated.keep(index, groups.value(index), groups.sigma(index), residual);
    sums.chiSquared += residual * residual;
  }

  /**
   * Adds what the derivative of a loss by a simulated value says of the gradient; states' part is
   * left in {@code stateBars}.
   */
  void addSlope(
      SegmentSimulation simulation,
      MeasurementPlan measurement,
      ObservableKernel kernel,
      int time,
      double slope,
      double @Nullable [] stateBars,
      LikelihoodSums sums) {
    kernel.accumulate(slope, 0, bar);
    pull(simulation, measurement, time, stateBars, sums);
  }

  /**
   * Adds a measurement's part of the gradient; states' part is left in {@code stateBars}.
   *
   * @param kinkSlope stands for the slope of a distribution at its kink; NaN elsewhere
   */
  void addGradient(
      SegmentSimulation simulation,
      MeasurementPlan measurement,
      ObservableKernel kernel,
      int time,
      double kinkSlope,
      double @Nullable [] stateBars,
      LikelihoodSums sums) {
    double residual = residual(measurement, kernel);
    Noise noise = measurement.noise();
    double[] shape = kernel.shape();
    boolean isCensored = measurement.isCensored();
    double slope = isCensored ? interval.slope() : noise.distribution().slope(residual, shape);
    double product = isCensored ? interval.slopeTimesResidual() : residual * slope;
    double sigma = kernel.sigma();
    kernel.accumulate(
        -(Double.isNaN(kinkSlope) ? slope : kinkSlope)
            / sigma
            * noise.transformation().slope(kernel.value()),
        (1 - product) / sigma,
        bar);
    if (shape.length > 0) {
      noise.distribution().byShape(residual, shape, byShape);
      kernel.accumulateShape(byShape, bar);
    }
    pull(simulation, measurement, time, stateBars, sums);
  }

  /**
   * The same of a measurement that is compared through a function.
   *
   * @param index its position
   */
  void addGradientThrough(
      SegmentSimulation simulation,
      MeasurementPlan measurement,
      ObservableKernel kernel,
      int time,
      int index,
      double @Nullable [] stateBars,
      LikelihoodSums sums) {
    kernel.accumulate(groups.byValue(index), groups.bySigma(index), bar);
    pull(simulation, measurement, time, stateBars, sums);
  }

  /** Takes {@code bar} to the states, or to the coordinates. */
  private void pull(
      SegmentSimulation simulation,
      MeasurementPlan measurement,
      int time,
      double @Nullable [] stateBars,
      LikelihoodSums sums) {
    int[] arguments = measurement.formulas().arguments();
    if (stateBars != null) {
      for (int argument : arguments) {
        if (argument < states) {
          stateBars[time * states + argument] += bar[argument];
        }
      }
      simulation.addConstants(bar, arguments);
      measurement.pullExtras(parameters, bar, states + constants, sums.gradient);
    } else {
      simulation.pullForward(time, bar, sums.gradient);
      pullDirect(simulation, measurement, sums.gradient);
    }
    clear(arguments);
  }

  /** Leaves zeros behind: a model may have thousands of constants, of which a formula has few. */
  private void clear(int[] arguments) {
    for (int argument : arguments) {
      bar[argument] = 0;
    }
  }

  /** What {@code bar} says of constants and extras, for the coordinates. */
  private void pullDirect(
      SegmentSimulation simulation, MeasurementPlan measurement, double[] gradient) {
    simulation.pullConstants(bar, measurement.formulas().arguments(), gradient);
    measurement.pullExtras(parameters, bar, states + constants, gradient);
  }

  /** Adds a measurement's rows of residuals and Jacobian, its gradient and its curvature. */
  void addRows(
      SegmentSimulation simulation,
      MeasurementPlan measurement,
      ObservableKernel kernel,
      int time,
      LikelihoodSums sums) {
    double residual = residual(measurement, kernel);
    fillRow(simulation, measurement, kernel, time, 1, 0, byValue);
    double sigma = kernel.sigma();
    double slope = measurement.noise().transformation().slope(kernel.value());
    scale(slope / sigma, byValue);
    if (measurement.isCensored()) {
      Arrays.fill(bySigma, 0);
      if (kernel.noiseVaries()) {
        fillRow(simulation, measurement, kernel, time, 0, 1, bySigma);
        scale(1 / sigma, bySigma);
      }
      addCensored(sums);
      return;
    }
    sums.addCurvature(1, byValue);
    scale(-1, byValue);
    if (kernel.noiseVaries()) {
      fillRow(simulation, measurement, kernel, time, 0, 1, bySigma);
      addScaled(-residual / sigma, bySigma, byValue);
      sums.addRow(residual, byValue);
      sums.addCurvature(2 / (sigma * sigma), bySigma);
      double sigmaResidual = Math.sqrt(2 * Math.log(sigma) + SIGMA_OFFSET);
      addScaled(residual, byValue, sums.gradient);
      addScaled(1 / sigma, bySigma, sums.gradient);
      scale(1 / (sigma * sigmaResidual), bySigma);
      sums.addRow(sigmaResidual, bySigma);
    } else {
      sums.addRow(residual, byValue);
      addScaled(residual, byValue, sums.gradient);
    }
  }

  /**
   * The row of a censored value is its deviance, whose half square is −ln P; its curvature is that
   * of −ln P where bounds are linear in the parameters. Takes ∂u = ∂T(h)/σ and ∂v = ∂ ln σ.
   */
  private void addCensored(LikelihoodSums sums) {
    double residual = interval.deviance();
    double product = 1 - interval.slopeTimesResidual();
    for (int j = 0; j < coordinates; j++) {
      mixed[j] = product * bySigma[j] - interval.slope() * byValue[j];
    }
    addScaled(1, mixed, sums.gradient);
    scale(residual == 0 ? 0 : 1 / residual, mixed);
    sums.addRow(residual, mixed);
    double ofLocation = interval.informationOfLocation();
    double left = interval.informationOfScale();
    if (ofLocation > 0) {
      double tilt = interval.informationOfBoth() / ofLocation;
      addScaled(tilt, bySigma, byValue);
      sums.addCurvature(ofLocation, byValue);
      left -= tilt * interval.informationOfBoth();
    }
    sums.addCurvature(Math.max(left, 0), bySigma);
  }

  /** Writes the derivatives of a simulated value by the coordinates, linear scale, as a row. */
  void writeTangent(
      SegmentSimulation simulation,
      MeasurementPlan measurement,
      ObservableKernel kernel,
      int time,
      int index,
      double[] tangents) {
    fillRow(simulation, measurement, kernel, time, 1, 0, byValue);
    System.arraycopy(byValue, 0, tangents, index * coordinates, coordinates);
  }

  /**
   * Gives the derivatives of a simulated value, and of its σ where that is no number, to a group.
   */
  void give(
      SegmentSimulation simulation,
      MeasurementPlan measurement,
      ObservableKernel kernel,
      int time,
      int index) {
    fillRow(simulation, measurement, kernel, time, 1, 0, byValue);
    if (kernel.noiseVaries()) {
      fillRow(simulation, measurement, kernel, time, 0, 1, bySigma);
    }
    groups.take(index, byValue, kernel.noiseVaries() ? bySigma : null);
  }

  /** row ← a · ∂h + b · ∂σ by the coordinates, linear scale. */
  private void fillRow(
      SegmentSimulation simulation,
      MeasurementPlan measurement,
      ObservableKernel kernel,
      int time,
      double a,
      double b,
      double[] row) {
    kernel.accumulate(a, b, bar);
    Arrays.fill(row, 0);
    simulation.pullForward(time, bar, row);
    pullDirect(simulation, measurement, row);
    clear(measurement.formulas().arguments());
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
