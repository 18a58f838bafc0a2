package org.lamarck.worker.objective;

import java.io.Serializable;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * How a problem is evaluated.
 *
 * @param tolerances of the integration
 * @param method how gradients are computed; residual Jacobians are always forward
 * @param priors whether the objective is the negative logarithm of the unnormalised posterior, not
 *     of the likelihood alone
 * @param inner which parameters are computed within the objective instead of being searched; none
 *     of a problem of several models
 */
public record EvaluationSettings(
    Tolerances tolerances, GradientMethod method, boolean priors, Inner inner)
    implements Serializable {
  /** The default tolerances, and the cheaper method. */
  public static final EvaluationSettings DEFAULT =
      new EvaluationSettings(Tolerances.defaults(), GradientMethod.AUTO);

  /** Which offsets, scalings and noise parameters are optimal at every point (hierarchical). */
  public enum Inner {
    /** All parameters are searched. */
    NONE,
    /** Those that the parameter table declares by {@code parameterType}. */
    DECLARED,
    /** All that qualify. */
    DETECTED
  }

  /** The likelihood of all parameters. */
  public EvaluationSettings(Tolerances tolerances, GradientMethod method) {
    this(tolerances, method, false, Inner.NONE);
  }

  /** These settings at other tolerances. */
  public EvaluationSettings with(Tolerances other) {
    return new EvaluationSettings(other, method, priors, inner);
  }

  /** These settings with priors or without. */
  public EvaluationSettings withPriors(boolean counted) {
    return new EvaluationSettings(tolerances, method, counted, inner);
  }

  /** These settings with other inner parameters. */
  public EvaluationSettings withInner(Inner computed) {
    return new EvaluationSettings(tolerances, method, priors, computed);
  }
}
