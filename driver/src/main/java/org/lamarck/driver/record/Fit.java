package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the best point says about the data.
 *
 * @param objective what was minimised
 * @param logLikelihood NaN when the loss is none
 * @param chiSquared Σ residual²
 * @param estimates by id, all estimated parameters on the linear scale, also those that are
 *     computed and not searched
 * @param points in the order of the problem's measurements
 * @param curves between the measurements too; empty where none were simulated
 * @param plots that the problem plans; empty where it plans none
 * @param uncertainty of the estimates
 * @param units of times and observables
 * @param scales functions through which observables are compared; of most problems none
 */
public record Fit(
    double objective,
    double logLikelihood,
    double chiSquared,
    Map<String, Double> estimates,
    List<FitPoint> points,
    List<FitCurve> curves,
    List<PlannedPlot> plots,
    Uncertainty uncertainty,
    Units units,
    List<FittedScale> scales)
    implements Serializable {
  public Fit {
    estimates = Collections.unmodifiableMap(new LinkedHashMap<>(estimates)); // keeps its order
    points = List.copyOf(points);
    curves = List.copyOf(curves);
    plots = List.copyOf(plots);
    scales = List.copyOf(scales);
  }
}
