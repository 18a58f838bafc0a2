package org.lamarck.worker.cells;

import java.util.List;
import java.util.stream.Stream;

/**
 * U = S(d) ε ((1 − e^(−α (d − σ)))² − 1), with S from 1 at the onset to 0 at the cutoff, as JAX
 * MD's multiplicative isotropic cutoff. Depth and width are numbers, or belong to pairs of types.
 *
 * @param depths ε: one, or types × types, row after row, the same both ways
 * @param widths α, the inverse of a length, as many
 * @param onset from where on S falls
 */
public record Morse(List<Setting> depths, List<Setting> widths, double onset, double cutoff)
    implements PairForce {
  public Morse {
    depths = List.copyOf(depths);
    widths = List.copyOf(widths);
    if (!(onset >= 0 && cutoff > onset)) {
      throw new IllegalArgumentException(
          "the cutoff (%s) must be beyond the onset (%s)".formatted(cutoff, onset));
    }
  }

  /** The same between all cells. */
  public Morse(Setting depth, Setting width, double onset, double cutoff) {
    this(List.of(depth), List.of(width), onset, cutoff);
  }

  @Override
  public List<Setting> settings() {
    return Stream.concat(depths.stream(), widths.stream()).toList();
  }

  @Override
  public Values at(double[] parameters, int types) {
    return new At(
        new TypePairs(depths, parameters, types), new TypePairs(widths, parameters, types));
  }

  private final class At extends Values {
    private final TypePairs depth;
    private final TypePairs width;
    private int first;
    private int second;
    private double epsilon;
    private double alpha;
    private double byDepth;
    private double byWidth;

    At(TypePairs depth, TypePairs width) {
      this.depth = depth;
      this.width = width;
      epsilon = depth.value();
      alpha = width.value();
    }

    @Override
    void between(double[] types, int i, int j) {
      first = i;
      second = j;
      epsilon = depth.between(types, i, j);
      alpha = width.between(types, i, j);
    }

    @Override
    double force(double d, double sigma) {
      double w = Math.exp(-alpha * (d - sigma));
      double slope = 2 * epsilon * alpha * (w - w * w);
      if (d < onset) {
        return -slope;
      }
      return -(shareSlope(d) * epsilon * (w * w - 2 * w) + share(d) * slope);
    }

    @Override
    void differentiate(double d, double sigma) {
      double w = Math.exp(-alpha * (d - sigma));
      double u = w * w - 2 * w; // of depth 1
      double u1 = 2 * alpha * (w - w * w);
      double u2 = 2 * alpha * alpha * (2 * w * w - w);
      double uWidth = 2 * (d - sigma) * (w - w * w);
      double u1Width = 2 * (w - w * w) - 2 * alpha * (d - sigma) * w * (1 - 2 * w);
      double s = 1;
      double s1 = 0;
      double s2 = 0;
      if (d >= onset) {
        s = share(d);
        s1 = shareSlope(d);
        s2 = shareBend(d);
      }
      byDepth = -(s1 * u + s * u1);
      force = epsilon * byDepth;
      byDistance = -epsilon * (s2 * u + 2 * s1 * u1 + s * u2);
      bySize = epsilon * (s1 * u1 + s * u2);
      byWidth = -epsilon * (s1 * uWidth + s * u1Width);
    }

    /** ((c² − d²)² (c² + 2 d² − 3 o²))/(c² − o²)³. */
    private double share(double d) {
      double a = cutoff * cutoff - d * d;
      return d < cutoff ? a * a * rest(d) / cube() : 0;
    }

    private double rest(double d) {
      return cutoff * cutoff + 2 * d * d - 3 * onset * onset;
    }

    private double cube() {
      double span = cutoff * cutoff - onset * onset;
      return span * span * span;
    }

    private double shareSlope(double d) {
      double a = cutoff * cutoff - d * d;
      return d < cutoff ? (-4 * d * a * rest(d) + 4 * d * a * a) / cube() : 0;
    }

    private double shareBend(double d) {
      double a = cutoff * cutoff - d * d;
      double b = rest(d);
      return d < cutoff ? (-4 * a * b + 8 * d * d * b - 32 * d * d * a + 4 * a * a) / cube() : 0;
    }

    @Override
    void add(double factor, double[] gradient, double[] types, double[] byTypes) {
      depth.add(factor * byDepth, first, second, gradient, types, byTypes);
      width.add(factor * byWidth, first, second, gradient, types, byTypes);
    }
  }
}
