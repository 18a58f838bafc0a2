package org.lamarck.worker.objective;

import java.io.Serializable;
import org.lamarck.worker.integrate.Tolerances;

/**
 * How a problem is evaluated.
 *
 * @param tolerances of the integration
 * @param method how gradients are computed; residual Jacobians are always forward
 */
public record EvaluationSettings(Tolerances tolerances, GradientMethod method)
    implements Serializable {
  /** The default tolerances, and the cheaper method. */
  public static final EvaluationSettings DEFAULT =
      new EvaluationSettings(Tolerances.defaults(), GradientMethod.AUTO);
}
