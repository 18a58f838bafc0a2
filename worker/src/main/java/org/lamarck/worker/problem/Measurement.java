package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;
import org.lamarck.worker.expression.Expression;

/**
 * One measured number.
 *
 * @param observable index into the problem's observables
 * @param experiment index into the problem's experiments
 * @param time model time; +∞ for a steady state
 * @param value what was measured, on the linear scale
 * @param observableParameters one value for each observable placeholder: numbers or parameters
 * @param noiseParameters one value for each noise placeholder: numbers or parameters
 */
public record Measurement(
    int observable,
    int experiment,
    double time,
    double value,
    List<Expression> observableParameters,
    List<Expression> noiseParameters)
    implements Serializable {
  public Measurement {
    observableParameters = List.copyOf(observableParameters);
    noiseParameters = List.copyOf(noiseParameters);
  }

  /** The same of another observable and experiment. */
  public Measurement at(int otherObservable, int otherExperiment) {
    return new Measurement(
        otherObservable, otherExperiment, time, value, observableParameters, noiseParameters);
  }
}
