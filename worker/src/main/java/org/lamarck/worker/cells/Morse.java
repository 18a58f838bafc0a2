package org.lamarck.worker.cells;

import java.util.List;
import java.util.stream.Stream;
import org.lamarck.worker.elementary.ElementaryKernel;

/**
 * U = S(d) ε ((1 − e^(−α (d − σ)))² − 1), with S from 1 at the onset to 0 at the cutoff, as JAX
 * MD's multiplicative isotropic cutoff. Depth and width are those of a pair of cells.
 *
 * @param depth ε
 * @param width α, the inverse of a length
 * @param onset from where on S falls
 */
public record Morse(PairNumber depth, PairNumber width, double onset, double cutoff)
    implements PairForce {
  public Morse {
    if (!(onset >= 0 && cutoff > onset)) {
      throw new IllegalArgumentException(
          "the cutoff (%s) must be beyond the onset (%s)".formatted(cutoff, onset));
    }
  }

  /** The same between all cells. */
  public Morse(Setting depth, Setting width, double onset, double cutoff) {
    this(new ByTypes(List.of(depth)), new ByTypes(List.of(width)), onset, cutoff);
  }

  @Override
  public List<Setting> settings() {
    return Stream.concat(depth.settings().stream(), width.settings().stream()).toList();
  }

  @Override
  public Values at(double[] parameters, Fields fields) {
    return new Attraction(depth.at(parameters, fields), width.at(parameters, fields));
  }

  private final class Attraction extends Values {
    private final PairNumber.At depths;
    private final PairNumber.At widths;
    private int first;
    private int second;
    private double epsilon;
    private double alpha;
    private double byDepth;
    private double byWidth;

    Attraction(PairNumber.At depths, PairNumber.At widths) {
      this.depths = depths;
      this.widths = widths;
    }

    @Override
    void between(double[] traits, int i, int j) {
      first = i;
      second = j;
      epsilon = depths.between(traits, i, j);
      alpha = widths.between(traits, i, j);
    }

    @Override
    void shares(Nearby near, double[] traits) {
      for (int k = 0; k < near.count; k++) {
        between(traits, near.first[k], near.second[k]);
        near.depth[k] = epsilon;
        near.width[k] = alpha;
        near.power[k] = -alpha * (near.distance[k] - near.sigma[k]);
      }
      ElementaryKernel.fastest().exp(near.power, 0, 0, near.count);
      for (int k = 0; k < near.count; k++) {
        double d = near.distance[k];
        near.share[k] = force(d, near.power[k], near.depth[k], near.width[k]) / d;
      }
    }

    @Override
    double force(double d, double sigma) {
      return force(d, ElementaryKernel.exp(-alpha * (d - sigma)), epsilon, alpha);
    }

    /** The force with w = e^(−α (d − σ)). */
    private double force(double d, double w, double epsilon, double alpha) {
      double slope = 2 * epsilon * alpha * (w - w * w);
      if (d < onset) {
        return -slope;
      }
      return -(shareSlope(d) * epsilon * (w * w - 2 * w) + share(d) * slope);
    }

    @Override
    void differentiate(double d, double sigma) {
      double w = ElementaryKernel.exp(-alpha * (d - sigma));
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
    void add(double factor, double[] gradient, double[] traits, double[] byTraits) {
      depths.add(factor * byDepth, first, second, gradient, traits, byTraits);
      widths.add(factor * byWidth, first, second, gradient, traits, byTraits);
    }
  }
}
