package org.lamarck.worker.neuron.train;

import java.io.Serializable;

/**
 * What is expected of a recording: (feature + offset − value)/scale is to be 0.
 *
 * @param recording its position among those of the task
 */
public record Target(int recording, Feature feature, double offset, double value, double scale)
    implements Serializable {
  public Target {
    if (!(scale > 0)) {
      throw new IllegalArgumentException("a scale of " + scale + " must be above 0");
    }
  }

  /** The residual. */
  double residual(double[] trace) {
    return (feature.of(trace) + offset - value) / scale;
  }
}
