package org.lamarck.worker.objective;

import java.util.List;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Observable.Noise;

/** One measurement, ready to be compared with the model's answer. Serves one thread. */
final class MeasurementPlan {
  private final Measurement measurement;
  private final Noise noise;
  private final ObservableKernel kernel;
  private final int[] slots;
  private final List<String> parameters;
  private final int observable;
  private final double transformed;

  /**
   * Lays out a measurement.
   *
   * @param slots for each extra input of the kernel its slot in {@link ParameterFormulas}
   * @param parameters for each of them the parameter that it is; empty where it is none
   */
  MeasurementPlan(
      Measurement measurement,
      Observable observable,
      ObservableKernel kernel,
      int[] slots,
      List<String> parameters) {
    this.observable = measurement.observable();
    this.parameters = List.copyOf(parameters);
    this.measurement = measurement;
    this.noise = observable.noise();
    this.kernel = kernel;
    this.slots = slots;
    this.transformed = NoiseModel.transform(noise, measurement.value());
  }

  /** The position of the observable in the problem. */
  int observable() {
    return observable;
  }

  /** For each extra input of the kernel the parameter that it is; empty where it is none. */
  List<String> parameters() {
    return parameters;
  }

  double value() {
    return measurement.value();
  }

  double time() {
    return measurement.time();
  }

  Noise noise() {
    return noise;
  }

  /** The measured value on the scale of the noise. */
  double transformed() {
    return transformed;
  }

  ObservableKernel kernel() {
    return kernel;
  }

  /** Writes the extra inputs after the constants. */
  void fillExtras(ParameterFormulas formulas, double[] inputs, int constants) {
    for (int i = 0; i < slots.length; i++) {
      inputs[constants + i] = formulas.value(slots[i]);
    }
  }

  /** Adds what derivatives by the extra inputs mean for the coordinates. */
  void pullExtras(ParameterFormulas formulas, double[] bar, int offset, double[] gradient) {
    for (int i = 0; i < slots.length; i++) {
      double weight = bar[offset + i];
      if (weight != 0) {
        for (int e = formulas.firstEntry(slots[i]); e < formulas.firstEntry(slots[i] + 1); e++) {
          gradient[formulas.coordinate(e)] += weight * formulas.derivative(e);
        }
      }
    }
  }
}
