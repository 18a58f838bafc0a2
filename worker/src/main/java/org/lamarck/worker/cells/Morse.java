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

  private final class Attraction implements Values {
    private final PairNumber.At depths;
    private final PairNumber.At widths;
    private final double reach = cutoff * cutoff;
    private final double scale; // 1/(c² − o²)³

    Attraction(PairNumber.At depths, PairNumber.At widths) {
      this.depths = depths;
      this.widths = widths;
      double span = reach - onset * onset;
      scale = 1 / (span * span * span);
    }

    /** Depth, width and w = e^(−α (d − σ)). */
    private void powers(Nearby near, double[] traits) {
      int count = near.count;
      double[] d = near.distance;
      double[] w = near.power;
      double[] sigma = near.sigma;
      double[] width = near.width;
      depths.between(traits, near.first, near.second, count, near.depth);
      widths.between(traits, near.first, near.second, count, width);
      for (int k = 0; k < count; k++) {
        w[k] = -width[k] * (d[k] - sigma[k]);
      }
      ElementaryKernel.fastest().exp(w, 0, 0, count);
    }

    @Override
    public void shares(Nearby near, double[] traits) {
      powers(near, traits);
      int count = near.count;
      double[] d = near.distance;
      double[] w = near.power;
      double[] depth = near.depth;
      double[] width = near.width;
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
    public void slopes(Nearby near, double[] traits) {
      powers(near, traits);
      int count = near.count;
      double[] d = near.distance;
      double[] w = near.power;
      double[] depth = near.depth;
      double[] width = near.width;
      double[] share = near.share;
      double[] byDepth = near.byDepth;
      for (int k = 0; k < count; k++) {
        byDepth[k] = 2 * width[k] * (w[k] * w[k] - w[k]);
      }
      double[] byDistance = near.byDistance;
      for (int k = 0; k < count; k++) {
        byDistance[k] = -2 * depth[k] * width[k] * width[k] * (2 * w[k] * w[k] - w[k]);
      }
      double[] bySize = near.bySize;
      for (int k = 0; k < count; k++) {
        bySize[k] = -byDistance[k];
      }
      double[] sigma = near.sigma;
      double[] byWidth = near.byWidth;
      for (int k = 0; k < count; k++) {
        double off = width[k] * (d[k] - sigma[k]) * w[k] * (1 - 2 * w[k]);
        byWidth[k] = -2 * depth[k] * (w[k] - w[k] * w[k] - off);
      }
      for (int k = 0; k < count; k++) {
        if (d[k] >= onset) {
          cut(near, k);
        }
      }
      for (int k = 0; k < count; k++) {
        share[k] = depth[k] * byDepth[k] / d[k];
      }
    }

    /** The derivatives of S U, from those of U. */
    private void cut(Nearby near, int k) {
      double d = near.distance[k];
      double epsilon = near.depth[k];
      double w = near.power[k];
      double u = w * w - 2 * w; // of depth 1
      double u1 = -near.byDepth[k];
      double u2 = near.bySize[k] / epsilon;
      double uWidth = 2 * (d - near.sigma[k]) * (w - w * w);
      double s = share(d);
      double s1 = shareSlope(d);
      near.byDepth[k] = -(s1 * u + s * u1);
      near.byDistance[k] = -epsilon * (shareBend(d) * u + 2 * s1 * u1 + s * u2);
      near.bySize[k] = epsilon * (s1 * u1 + s * u2);
      near.byWidth[k] = s * near.byWidth[k] - epsilon * s1 * uWidth;
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
    public void add(
        Nearby near, double[] factors, double[] gradient, double[] traits, double[] byTraits) {
      int count = near.count;
      double[] slopes = near.power; // no longer needed
      for (int k = 0; k < count; k++) {
        slopes[k] = factors[k] * near.byDepth[k];
      }
      depths.add(near, slopes, gradient, traits, byTraits);
      for (int k = 0; k < count; k++) {
        slopes[k] = factors[k] * near.byWidth[k];
      }
      widths.add(near, slopes, gradient, traits, byTraits);
    }
  }
}
