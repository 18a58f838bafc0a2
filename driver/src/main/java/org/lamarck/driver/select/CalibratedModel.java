package org.lamarck.driver.select;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.local.Effort;

/**
 * The best that was found for a model.
 *
 * @param content which parameters of which problem are fixed to what; models of equal content are
 *     one
 * @param objective what was minimised; +∞ when no point could be evaluated
 * @param nllh minus the logarithm of the likelihood there; NaN when there is none
 * @param estimates on the linear scale
 * @param starts local searches
 * @param agreeing how many of them came to the best value, within a part of 10⁻⁶
 * @param effort of all of them
 * @param failure why there is no point; empty when there is one
 */
record CalibratedModel(
    String content,
    double objective,
    double nllh,
    Map<String, Double> estimates,
    int starts,
    int agreeing,
    Effort effort,
    String failure)
    implements Serializable {
  private static final double SAME = 1e-6;

  CalibratedModel {
    estimates = Collections.unmodifiableMap(new LinkedHashMap<>(estimates));
  }

  /** The best of searches, of equal ones the first. */
  static CalibratedModel of(String content, List<CalibrationEnd> ends) {
    CalibrationEnd best = ends.get(0);
    Effort effort = Effort.NONE;
    for (CalibrationEnd end : ends) {
      best = end.objective() < best.objective() ? end : best;
      effort = effort.plus(end.effort());
    }
    double limit = best.objective() + SAME * Math.max(1, Math.abs(best.objective()));
    int agreeing = (int) ends.stream().filter(end -> end.objective() <= limit).count();
    return new CalibratedModel(
        content,
        best.objective(),
        best.nllh(),
        best.estimates(),
        ends.size(),
        best.failure().isEmpty() ? agreeing : 0,
        effort,
        best.failure());
  }
}
