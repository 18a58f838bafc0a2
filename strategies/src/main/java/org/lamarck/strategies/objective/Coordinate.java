package org.lamarck.strategies.objective;

import java.io.Serializable;

/**
 * One coordinate of what is searched: a parameter, a voltage, a weight.
 *
 * @param name unique among the coordinates
 * @param scale on which it is searched: a point has its value on this scale
 * @param lower bound on the linear scale, finite, above 0 for a logarithmic scale
 * @param upper bound on the linear scale, finite, at least {@code lower}
 * @param start how it is distributed, on its scale, of points that a search begins with
 */
public record Coordinate(String name, Scale scale, double lower, double upper, Marginal start)
    implements Serializable {

  /** The scale of a coordinate. */
  public enum Scale {
    /** The value itself. */
    LIN,
    /** Its natural logarithm. */
    LOG,
    /** Its decimal logarithm. */
    LOG10;

    /** From the linear scale to this one. */
    public double toScale(double linear) {
      return switch (this) {
        case LIN -> linear;
        case LOG -> Math.log(linear);
        case LOG10 -> Math.log10(linear);
      };
    }

    /** From this scale to the linear one. */
    public double toLinear(double scaled) {
      return switch (this) {
        case LIN -> scaled;
        case LOG -> Math.exp(scaled);
        case LOG10 -> Math.pow(10, scaled);
      };
    }
  }

  public Coordinate {
    if (!(lower <= upper)
        || !Double.isFinite(scale.toScale(lower))
        || !Double.isFinite(scale.toScale(upper))) {
      throw new IllegalArgumentException(
          "bounds of %s [%s, %s] must be finite, in order, and on a logarithmic scale above 0"
              .formatted(name, lower, upper));
    }
  }

  /** A coordinate that is searched as it is. */
  public static Coordinate linear(String name, double lower, double upper) {
    return new Coordinate(name, Scale.LIN, lower, upper, new Marginal.Uniform());
  }

  /** A positive coordinate of which the decimal logarithm is searched. */
  public static Coordinate log10(String name, double lower, double upper) {
    return new Coordinate(name, Scale.LOG10, lower, upper, new Marginal.Uniform());
  }
}
