package org.lamarck.driver.select;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lamarck.strategies.local.Effort;

/**
 * Where a local search ended.
 *
 * @param objective what was minimised; +∞ when no point could be evaluated
 * @param nllh minus the logarithm of the likelihood there; NaN when there is none
 * @param estimates the estimated parameters' values on the linear scale, those computed within the
 *     objective too
 * @param failure why there is no point; empty when there is one
 */
record CalibrationEnd(
    double objective, double nllh, Map<String, Double> estimates, Effort effort, String failure)
    implements Serializable {
  CalibrationEnd {
    estimates = Collections.unmodifiableMap(new LinkedHashMap<>(estimates));
  }

  static CalibrationEnd failed(Effort effort, String why) {
    return new CalibrationEnd(Double.POSITIVE_INFINITY, Double.NaN, Map.of(), effort, why);
  }
}
