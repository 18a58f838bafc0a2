package org.lamarck.worker.objective;

import java.util.List;
import java.util.Optional;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ObservableFormulas;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.objective.segment.SegmentPlan;
import org.lamarck.worker.problem.Reading;

/**
 * The measurements of a segment where each is a state as it is, with a scale that is a number: read
 * at once, to the bit as formula by formula. For losses of all simulated values, whose parts by
 * single measurements are of no use. Immutable.
 */
final class StateReadings {
  private final int[] measurements; // of the problem
  private final int[] places; // of what is read, in the states of all outputs
  private final double[] measured; // NaN where there is nothing to be compared with
  private final double[] sigma;

  private StateReadings(int count) {
    measurements = new int[count];
    places = new int[count];
    measured = new double[count];
    sigma = new double[count];
  }

  /** Those of a segment; nothing where one is more than a state. */
  static Optional<StateReadings> of(ProblemPlan plan, SegmentPlan segment) {
    List<MeasurementPlan> all = plan.measurements();
    int states = plan.model().states().size();
    StateReadings readings = new StateReadings(segment.measurements().length);
    for (int i = 0; i < readings.measurements.length; i++) {
      int index = segment.measurements()[i];
      MeasurementPlan measurement = all.get(index);
      ObservableFormulas formulas = measurement.formulas();
      boolean isExact = measurement.reading() instanceof Reading.Exact;
      if (formulas.state().isEmpty()
          || !isExact
          || !measurement.noise().equals(Noise.NORMAL)
          || !(formulas.scale() > 0 && formulas.scale() < Double.POSITIVE_INFINITY)) {
        return Optional.empty();
      }
      readings.measurements[i] = index;
      readings.places[i] = segment.timeIndex()[i] * states + formulas.state().getAsInt();
      readings.measured[i] = measurement.transformed();
      readings.sigma[i] = formulas.scale();
    }
    return Optional.of(readings);
  }

  /**
   * Keeps what is simulated.
   *
   * @param states of all outputs, outputs × n
   * @return false where something is not finite and nothing is said of it
   */
  boolean keep(double[] states, LikelihoodSums sums) {
    double chiSquared = sums.chiSquared;
    for (int i = 0; i < places.length; i++) {
      double value = states[places[i]];
      double residual = Double.isNaN(measured[i]) ? 0 : (measured[i] - value) / sigma[i];
      if (!Double.isFinite(value) || !Double.isFinite(residual)) {
        return false;
      }
      sums.simulated.keep(measurements[i], value, sigma[i], residual);
      chiSquared += residual * residual;
    }
    sums.chiSquared = chiSquared;
    return true;
  }

  /**
   * Adds derivatives of a loss.
   *
   * @param slopes by simulated values
   * @param stateBars by the states of all outputs
   */
  void addSlopes(double[] slopes, double[] stateBars) {
    for (int i = 0; i < places.length; i++) {
      stateBars[places[i]] += slopes[measurements[i]];
    }
  }
}
