package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;
import org.lamarck.worker.expression.Expression;

/**
 * One measurement.
 *
 * @param observable index into the problem's observables
 * @param experiment index into the problem's experiments
 * @param time model time; +∞ for a steady state
 * @param value what was measured, on the linear scale; where that is no number, one to draw
 * @param observableParameters one value for each observable placeholder: numbers or parameters
 * @param noiseParameters one value for each noise placeholder: numbers or parameters
 * @param reading what it says of the observable
 */
public record Measurement(
    int observable,
    int experiment,
    double time,
    double value,
    List<Expression> observableParameters,
    List<Expression> noiseParameters,
    Reading reading)
    implements Serializable {
  public Measurement {
    observableParameters = List.copyOf(observableParameters);
    noiseParameters = List.copyOf(noiseParameters);
  }

  /** A number that was measured. */
  public Measurement(
      int observable,
      int experiment,
      double time,
      double value,
      List<Expression> observableParameters,
      List<Expression> noiseParameters) {
    this(
        observable,
        experiment,
        time,
        value,
        observableParameters,
        noiseParameters,
        new Reading.Exact());
  }

  /** The same of another observable and experiment. */
  public Measurement at(int otherObservable, int otherExperiment) {
    return new Measurement(
        otherObservable,
        otherExperiment,
        time,
        value,
        observableParameters,
        noiseParameters,
        reading);
  }

  /** The same with other values of placeholders. */
  public Measurement with(List<Expression> ofObservable, List<Expression> ofNoise) {
    return new Measurement(observable, experiment, time, value, ofObservable, ofNoise, reading);
  }
}
