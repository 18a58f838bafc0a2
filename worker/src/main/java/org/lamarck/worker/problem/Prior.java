package org.lamarck.worker.problem;

import java.io.Serializable;

/**
 * A prior density of a parameter, over its linear value or, in families that say so, over its value
 * on its scale.
 *
 * @param family the distribution
 * @param first its first parameter: a lower end, a mean or location, degrees of freedom, a shape;
 *     the scale in families of one parameter
 * @param second its second parameter: an upper end, a standard deviation or scale; 0 in families of
 *     one parameter
 * @param limits what the parameter's bounds do to it
 */
public record Prior(Family family, double first, double second, Limits limits)
    implements Serializable {
  private static final double LOWEST = Double.NEGATIVE_INFINITY;
  private static final double HIGHEST = Double.POSITIVE_INFINITY;

  /** A prior without limits, as the objective priors of PEtab 1 are. */
  public Prior(Family family, double first, double second) {
    this(family, first, second, Limits.NONE);
  }

  /** The distributions of PEtab 1 and 2. */
  public enum Family {
    UNIFORM(UnivariateDistribution.UNIFORM, Variable.LINEAR),
    NORMAL(UnivariateDistribution.NORMAL, Variable.LINEAR),
    LAPLACE(UnivariateDistribution.LAPLACE, Variable.LINEAR),
    /** The natural logarithm is normal. */
    LOG_NORMAL(UnivariateDistribution.NORMAL, Variable.LOGARITHM),
    /** The natural logarithm has a Laplace distribution. */
    LOG_LAPLACE(UnivariateDistribution.LAPLACE, Variable.LOGARITHM),
    /** Of the value on the parameter's scale. */
    PARAMETER_SCALE_UNIFORM(UnivariateDistribution.UNIFORM, Variable.SCALED),
    /** Of the value on the parameter's scale. */
    PARAMETER_SCALE_NORMAL(UnivariateDistribution.NORMAL, Variable.SCALED),
    /** Of the value on the parameter's scale. */
    PARAMETER_SCALE_LAPLACE(UnivariateDistribution.LAPLACE, Variable.SCALED),
    CAUCHY(UnivariateDistribution.CAUCHY, Variable.LINEAR),
    /** Its parameter is the degrees of freedom. */
    CHI_SQUARE(UnivariateDistribution.GAMMA, Variable.LINEAR),
    /** Its parameter is the scale, the mean. */
    EXPONENTIAL(UnivariateDistribution.EXPONENTIAL, Variable.LINEAR),
    /** Its parameters are shape and scale. */
    GAMMA(UnivariateDistribution.GAMMA, Variable.LINEAR),
    /** The logarithm is uniform between the logarithms of the parameters. */
    LOG_UNIFORM(UnivariateDistribution.UNIFORM, Variable.LOGARITHM),
    /** Its parameter is the scale, the mode. */
    RAYLEIGH(UnivariateDistribution.RAYLEIGH, Variable.LINEAR);

    private final UnivariateDistribution distribution;
    private final Variable variable;

    Family(UnivariateDistribution distribution, Variable variable) {
      this.distribution = distribution;
      this.variable = variable;
    }

    /** Whether its density is of the value on the parameter's scale, and not of the linear one. */
    public boolean isOfScaledValue() {
      return variable == Variable.SCALED;
    }

    /** Whether its density is the same wherever it is not 0, in its own variable. */
    public boolean isUniform() {
      return distribution == UnivariateDistribution.UNIFORM;
    }

    /** How many parameters its distributions have: 1 or 2. */
    public int arity() {
      return switch (this) {
        case CHI_SQUARE, EXPONENTIAL, RAYLEIGH -> 1;
        default -> 2;
      };
    }
  }

  /** What a family is the distribution of. */
  private enum Variable {
    LINEAR,
    LOGARITHM,
    SCALED
  }

  /**
   * The bounds of the parameter, on the linear scale.
   *
   * @param effect what they do
   */
  public record Limits(double lower, double upper, Effect effect) implements Serializable {
    /** No bounds at all. */
    public static final Limits NONE = clipping(LOWEST, HIGHEST);

    /** Bounds that cut the density off. */
    public static Limits truncating(double lower, double upper) {
      return new Limits(lower, upper, Effect.TRUNCATE);
    }

    /** Bounds that only what is drawn respects. */
    public static Limits clipping(double lower, double upper) {
      return new Limits(lower, upper, Effect.CLIP);
    }

    /** What bounds do to a density. */
    public enum Effect {
      /** Nothing, but what is drawn outside is put on the nearer bound (PEtab 1). */
      CLIP,
      /** Outside it is 0, inside its mass is 1 (PEtab 2). */
      TRUNCATE
    }
  }

  /** ln of the density at a linear value of a parameter on this scale; −∞ outside the support. */
  public double logDensity(double linear, Scale scale) {
    if (isCutOff(linear)) {
      return Double.NEGATIVE_INFINITY;
    }
    double t = variable(linear, scale);
    if (Double.isNaN(t)) {
      return Double.NEGATIVE_INFINITY; // a logarithm of what has none
    }
    double density = family.distribution.logDensity(t, a(), b());
    if (family.variable == Variable.LOGARITHM) {
      density = t == Double.NEGATIVE_INFINITY ? t : density - t; // dt/dlinear = 1/linear
    }
    return truncates() ? density - Math.log(mass(scale)) : density;
  }

  /**
   * The derivative of {@link #logDensity} by the value on the scale; 0 outside the support and at
   * kinks.
   */
  public double slope(double linear, Scale scale) {
    if (logDensity(linear, scale) == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    return pull(linear, scale) * stretch(linear, scale);
  }

  /** Minus {@link #secondDerivative} where that is negative, else 0. */
  public double curvature(double linear, Scale scale) {
    return Math.max(0, -secondDerivative(linear, scale));
  }

  /**
   * The second derivative of {@link #logDensity} by the value on the scale; 0 outside the support.
   */
  public double secondDerivative(double linear, Scale scale) {
    if (logDensity(linear, scale) == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    double stretch = stretch(linear, scale);
    double second = family.distribution.secondDerivative(variable(linear, scale), a(), b());
    return second * stretch * stretch + pull(linear, scale) * twist(linear, scale);
  }

  /**
   * The value on the scale below which the share {@code u} of the mass lies, within the bounds.
   *
   * @param u in (0, 1), drawn uniformly to draw from the prior
   */
  public double quantile(double u, Scale scale) {
    double lower = truncates() ? lowest(scale) : LOWEST;
    double upper = truncates() ? variable(limits.upper(), scale) : HIGHEST;
    double t = family.distribution.between(u, lower, upper, a(), b());
    double scaled =
        switch (family.variable) {
          case LINEAR -> onScale(t, scale);
          case LOGARITHM -> fromLogarithm(t, scale);
          case SCALED -> t;
        };
    return Math.min(
        Math.max(scaled, onScale(limits.lower(), scale)), onScale(limits.upper(), scale));
  }

  /** The share of the mass within the limits, before a truncation makes it 1. */
  public double mass(Scale scale) {
    double upper = variable(limits.upper(), scale);
    if (Double.isNaN(upper)) {
      return 0; // all of the bounds is below 0, where the logarithm has no mass
    }
    return family.distribution.mass(lowest(scale), upper, a(), b());
  }

  /** t at the lower bound; −∞ where that has no logarithm. */
  private double lowest(Scale scale) {
    double lower = variable(limits.lower(), scale);
    return Double.isNaN(lower) ? LOWEST : lower;
  }

  private boolean truncates() {
    return limits.effect() == Limits.Effect.TRUNCATE;
  }

  private boolean isCutOff(double linear) {
    return truncates() && !(linear >= limits.lower() && linear <= limits.upper());
  }

  /** The first parameter of the distribution. */
  private double a() {
    return switch (family) {
      case CHI_SQUARE -> first / 2;
      case LOG_UNIFORM -> Math.log(first);
      default -> first;
    };
  }

  /** The second parameter of the distribution. */
  private double b() {
    return switch (family) {
      case CHI_SQUARE -> 2;
      case LOG_UNIFORM -> Math.log(second);
      default -> second;
    };
  }

  /** t: what the family is the distribution of, at a linear value. */
  private double variable(double linear, Scale scale) {
    return switch (family.variable) {
      case LINEAR -> linear;
      case LOGARITHM -> Math.log(linear);
      case SCALED -> scale.toScale(linear);
    };
  }

  /** d logDensity / dt. */
  private double pull(double linear, Scale scale) {
    double slope = family.distribution.slope(variable(linear, scale), a(), b());
    return family.variable == Variable.LOGARITHM ? slope - 1 : slope;
  }

  /** dt / d scaled. */
  private double stretch(double linear, Scale scale) {
    return switch (family.variable) {
      case LINEAR -> scale.slope(linear);
      case LOGARITHM -> scale.slope(linear) / linear;
      case SCALED -> 1;
    };
  }

  /** d²t / d scaled². */
  private double twist(double linear, Scale scale) {
    double slope = scale.slope(linear);
    return switch (family.variable) {
      case LINEAR -> scale.secondDerivative(linear);
      case LOGARITHM -> scale.secondDerivative(linear) / linear - slope * slope / (linear * linear);
      case SCALED -> 0;
    };
  }

  /** A linear value on the scale; −∞ for what has no logarithm there. */
  private static double onScale(double linear, Scale scale) {
    return scale != Scale.LIN && !(linear > 0) ? LOWEST : scale.toScale(linear);
  }

  /** The value on the scale of exp(t), without a detour that could overflow. */
  private static double fromLogarithm(double t, Scale scale) {
    return switch (scale) {
      case LIN -> Math.exp(t);
      case LOG -> t;
      case LOG10 -> t / Math.log(10);
    };
  }
}
