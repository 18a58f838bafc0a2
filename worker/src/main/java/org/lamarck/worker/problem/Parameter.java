package org.lamarck.worker.problem;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an estimation problem (PEtab parameter table).
 *
 * @param id unique in the problem; when a model's quantity has the same id, this sets it
 * @param scale the scale on which it is searched
 * @param lower lower bound on the linear scale
 * @param upper upper bound on the linear scale
 * @param nominal the nominal value on the linear scale; NaN when none is given
 * @param estimated whether it is searched; a parameter that is not has its nominal value
 * @param prior the objective prior; absent when none is given
 * @param initialization where starts are drawn from
 * @param inner whether its best value follows from the others'
 */
public record Parameter(
    String id,
    Scale scale,
    double lower,
    double upper,
    double nominal,
    boolean estimated,
    @Nullable Prior prior,
    Prior initialization,
    Inner inner)
    implements Serializable {
  /**
   * What a parameter is to the observables that it occurs in. For one that is something, the best
   * value at given values of the other parameters has a closed form (Weber et al. (2011), IFAC
   * Proceedings 44(1); Loos et al. (2018), Bioinformatics 34(24)).
   */
  public enum Inner {
    /** A parameter like any other. */
    NONE,
    /** It is added to the observables. */
    OFFSET,
    /** It is multiplied with the observables. */
    SCALING,
    /** It is the scale of their noise. */
    SIGMA
  }

  /** A parameter like any other, with starts drawn uniformly between its bounds, on its scale. */
  public Parameter(
      String id,
      Scale scale,
      double lower,
      double upper,
      double nominal,
      boolean estimated,
      @Nullable Prior prior) {
    this(
        id,
        scale,
        lower,
        upper,
        nominal,
        estimated,
        prior,
        between(scale, lower, upper),
        Inner.NONE);
  }

  /**
   * The linear value at a coordinate on the scale. Within the bounds it stays within them: 10 to
   * the power of log10(0.3) is less than 0.3, where a prior that ends there has no density.
   */
  public double linear(double scaled) {
    double linear = scale.toLinear(scaled);
    if (linear < lower && scaled >= scale.toScale(lower)) {
      return lower;
    }
    return linear > upper && scaled <= scale.toScale(upper) ? upper : linear;
  }

  /** The same, not searched. */
  public Parameter fixed() {
    return new Parameter(id, scale, lower, upper, nominal, false, prior, initialization, inner);
  }

  /** The same, not searched, with another value. */
  public Parameter fixedAt(double value) {
    return new Parameter(id, scale, lower, upper, value, false, prior, initialization, inner);
  }

  /** The uniform distribution between two linear values on a scale. */
  private static Prior between(Scale scale, double lower, double upper) {
    return new Prior(
        Prior.Family.PARAMETER_SCALE_UNIFORM,
        scale.toScale(lower),
        scale.toScale(upper),
        Prior.Limits.clipping(lower, upper));
  }
}
