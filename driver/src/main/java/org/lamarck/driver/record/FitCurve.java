package org.lamarck.driver.record;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.noise.Noise;

/**
 * What the best point says of an observable in an experiment, also between the measurements.
 *
 * @param observable the observable's id
 * @param experiment the experiment's id
 * @param times ascending, of the model
 * @param simulated at each time, on the linear scale
 * @param sigmas the noise's scale at each time
 * @param noise how it is distributed
 */
public record FitCurve(
    String observable,
    String experiment,
    Vector times,
    Vector simulated,
    Vector sigmas,
    Noise noise)
    implements Serializable {
  public FitCurve {
    if (times.size() != simulated.size() || times.size() != sigmas.size()) {
      throw new IllegalArgumentException(
          "%d times, %d values and %d sigmas"
              .formatted(times.size(), simulated.size(), sigmas.size()));
    }
  }

  /** The value that is so many sigma above the simulated one at a time. */
  public double shifted(int time, double count) {
    return noise.transformation().shifted(simulated.get(time), count * sigmas.get(time));
  }
}
