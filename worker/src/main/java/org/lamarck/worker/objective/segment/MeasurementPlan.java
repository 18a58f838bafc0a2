package org.lamarck.worker.objective.segment;

import java.util.List;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Reading;

/** One measurement, ready to be compared with the model's answer. */
public final class MeasurementPlan {
  private final Measurement measurement;
  private final Noise noise;
  private final ObservableFormulas formulas;
  private final int[] slots;
  private final List<String> parameters;
  private final int observable;
  private final double transformed;
  private final double lower;
  private final double upper;

  /**
   * Lays out a measurement.
   *
   * @param slots for each extra input of the observable its slot in {@link ParameterFormulas}
   * @param parameters for each of them the parameter that it is; empty where it is none
   */
  MeasurementPlan(
      Measurement measurement,
      Observable observable,
      ObservableFormulas formulas,
      int[] slots,
      List<String> parameters) {
    this.observable = measurement.observable();
    this.parameters = List.copyOf(parameters);
    this.measurement = measurement;
    this.noise = observable.noise();
    this.formulas = formulas;
    this.slots = slots;
    this.transformed = noise.transformation().apply(measurement.value());
    if (measurement.reading() instanceof Reading.Censored censored) {
      lower = censored.lower(noise.transformation());
      upper = censored.upper(noise.transformation());
    } else {
      lower = transformed;
      upper = transformed;
    }
  }

  /** The position of the observable in the problem. */
  public int observable() {
    return observable;
  }

  /** For each extra input of the observable the parameter that it is; empty where it is none. */
  public List<String> parameters() {
    return parameters;
  }

  public double value() {
    return measurement.value();
  }

  public double time() {
    return measurement.time();
  }

  public Noise noise() {
    return noise;
  }

  /** What it says of the observable. */
  public Reading reading() {
    return measurement.reading();
  }

  /** The measured value on the scale of the noise. */
  public double transformed() {
    return transformed;
  }

  /** Whether no number was measured, but {@link #lower} and {@link #upper} of one. */
  public boolean isCensored() {
    return measurement.reading() instanceof Reading.Censored;
  }

  /** Whether it is compared through a function that is found at every point. */
  public boolean isMonotone() {
    return measurement.reading().isThroughFunction();
  }

  /** Of a censored value, on the scale of the noise; −∞ for none. */
  public double lower() {
    return lower;
  }

  /** Of a censored value, on the scale of the noise; +∞ for none. */
  public double upper() {
    return upper;
  }

  public ObservableFormulas formulas() {
    return formulas;
  }

  /** Writes the extra inputs after the constants. */
  public void fillExtras(ParameterValues values, double[] inputs, int constants) {
    for (int i = 0; i < slots.length; i++) {
      inputs[constants + i] = values.value(slots[i]);
    }
  }

  /** Adds what derivatives by the extra inputs mean for the coordinates. */
  public void pullExtras(ParameterValues values, double[] bar, int offset, double[] gradient) {
    for (int i = 0; i < slots.length; i++) {
      double weight = bar[offset + i];
      if (weight != 0) {
        for (int e = values.firstEntry(slots[i]); e < values.firstEntry(slots[i] + 1); e++) {
          gradient[values.coordinate(e)] += weight * values.derivative(e);
        }
      }
    }
  }
}
