package org.lamarck.driver.record;

import java.io.Serializable;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Reading;

/**
 * One measurement beside what the best point says.
 *
 * @param observable the observable's id
 * @param experiment the experiment's id
 * @param time model time; +∞ for a steady state
 * @param measured on the linear scale
 * @param simulated on the linear scale
 * @param noise how it is distributed; normal when the loss is a norm
 * @param sigma the noise's scale; 1 when the loss is a norm
 * @param residual (measured − simulated) / sigma on the scale of the noise
 * @param reading what was measured where that is no number: between which values it is
 */
public record FitPoint(
    String observable,
    String experiment,
    double time,
    double measured,
    double simulated,
    Noise noise,
    double sigma,
    double residual,
    Reading reading)
    implements Serializable {
  /** The value that is so many sigma above the simulated one, on the scale of the noise. */
  public double shifted(double sigmas) {
    return noise.transformation().shifted(simulated, sigmas * sigma);
  }
}
