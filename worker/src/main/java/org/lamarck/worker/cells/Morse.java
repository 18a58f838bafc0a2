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
    private final double reach = cutoff * cutoff;
    private final double scale; // 1/(c² − o²)³
    private int first;
    private int second;
    private double epsilon;
    private double alpha;
    private double byDepth;
    private double byWidth;

    Attraction(PairNumber.At depths, PairNumber.At widths) {
      this.depths = depths;
      this.widths = widths;
      double span = reach - onset * onset;
      scale = 1 / (span * span * span);
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
      int count = near.count;
      double[] d = near.distance;
      double[] w = near.power;
      double[] sigma = near.sigma;
      double[] depth = near.depth;
      double[] width = near.width;
      depths.between(traits, near.first, near.second, count, depth);
      widths.between(traits, near.first, near.second, count, width);
      for (int k = 0; k < count; k++) {
        w[k] = -width[k] * (d[k] - sigma[k]);
      }
      ElementaryKernel.fastest().exp(w, 0, 0, count);
      double[] share = near.share;
      for (int k = 0; k < count; k++) {
        share[k] = 2 * depth[k] * width[k] * (w[k] * w[k] - w[k]);
      }
      for (int k = 0; k < count; k++) {
        if (d[k] >= onset) {
          double energy = depth[k] * (w[k] * w[k] - 2 * w[k]);
          share[k] = share(d[k]) * share[k] - shareSlope(d[k]) * energy;
        }
      }
      for (int k = 0; k < count; k++) {
        share[k] /= d[k];
      }
    }

    @Override
    double force(double d, double sigma) {
      double w = ElementaryKernel.exp(-alpha * (d - sigma));
      double force = 2 * epsilon * alpha * (w * w - w);
      return d < onset ? force : share(d) * force - shareSlope(d) * (epsilon * (w * w - 2 * w));
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
      double a = reach - d * d;
      return d < cutoff ? a * a * rest(d) * scale : 0;
    }

    private double rest(double d) {
      return reach + 2 * d * d - 3 * onset * onset;
    }

    private double shareSlope(double d) {
      double a = reach - d * d;
      return d < cutoff ? 4 * d * a * (a - rest(d)) * scale : 0;
    }

    private double shareBend(double d) {
      double a = reach - d * d;
      double b = rest(d);
      return d < cutoff ? (-4 * a * b + 8 * d * d * b - 32 * d * d * a + 4 * a * a) * scale : 0;
    }

    @Override
    void add(double factor, double[] gradient, double[] traits, double[] byTraits) {
      depths.add(factor * byDepth, first, second, gradient, traits, byTraits);
      widths.add(factor * byWidth, first, second, gradient, traits, byTraits);
    }
  }
}
