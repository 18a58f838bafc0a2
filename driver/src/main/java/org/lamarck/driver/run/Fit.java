package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.List;

/**
 * What the best point says about the data.
 *
 * @param objective what was minimised
 * @param logLikelihood NaN when the loss is none
 * @param chiSquared Σ residual²
 * @param points in the order of the problem's measurements
 */
public record Fit(double objective, double logLikelihood, double chiSquared, List<FitPoint> points)
    implements Serializable {
  public Fit {
    points = List.copyOf(points);
  }
}
