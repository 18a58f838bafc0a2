package org.lamarck.driver.run;

import java.io.Serializable;

/**
 * One measurement beside what the best point says.
 *
 * @param observable the observable's id
 * @param experiment the experiment's id
 * @param time model time; +∞ for a steady state
 * @param measured on the linear scale
 * @param simulated on the linear scale
 * @param sigma the noise's scale; 1 when the loss is a norm
 * @param residual (measured − simulated) / sigma on the scale of the noise
 */
public record FitPoint(
    String observable,
    String experiment,
    double time,
    double measured,
    double simulated,
    double sigma,
    double residual)
    implements Serializable {}
