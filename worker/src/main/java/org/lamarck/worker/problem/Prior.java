package org.lamarck.worker.problem;

import java.io.Serializable;

/**
 * A prior density of a parameter.
 *
 * @param family the distribution
 * @param first its first parameter (PEtab 1: lower bound, mean, location)
 * @param second its second parameter (upper bound, standard deviation, scale)
 */
public record Prior(Family family, double first, double second) implements Serializable {
  /** The distributions of PEtab 1; those on the parameter scale see the scaled value. */
  public enum Family {
    UNIFORM,
    NORMAL,
    LAPLACE,
    LOG_NORMAL,
    LOG_LAPLACE,
    PARAMETER_SCALE_UNIFORM,
    PARAMETER_SCALE_NORMAL,
    PARAMETER_SCALE_LAPLACE
  }

  /** ln of the density at a linear value of a parameter on this scale; −∞ outside the support. */
  public double logDensity(double linear, Scale scale) {
    double x =
        switch (family) {
          case UNIFORM, NORMAL, LAPLACE, LOG_NORMAL, LOG_LAPLACE -> linear;
          default -> scale.toScale(linear);
        };
    return switch (family) {
      case UNIFORM, PARAMETER_SCALE_UNIFORM ->
          x >= first && x <= second ? -Math.log(second - first) : Double.NEGATIVE_INFINITY;
      case NORMAL, PARAMETER_SCALE_NORMAL -> normal(x);
      case LAPLACE, PARAMETER_SCALE_LAPLACE -> laplace(x);
      case LOG_NORMAL -> x > 0 ? normal(Math.log(x)) - Math.log(x) : Double.NEGATIVE_INFINITY;
      case LOG_LAPLACE -> x > 0 ? laplace(Math.log(x)) - Math.log(x) : Double.NEGATIVE_INFINITY;
    };
  }

  private double normal(double x) {
    double z = (x - first) / second;
    return -0.5 * z * z - Math.log(second) - 0.5 * Math.log(2 * Math.PI);
  }

  private double laplace(double x) {
    return -Math.abs(x - first) / second - Math.log(2 * second);
  }
}
