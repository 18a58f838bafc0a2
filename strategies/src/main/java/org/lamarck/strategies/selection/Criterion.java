package org.lamarck.strategies.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** By what models are compared. */
public enum Criterion {
  /** Akaike's: 2 k + 2 NLLH. */
  AIC("AIC", false),
  /** Akaike's with the correction for few data (Hurvich and Tsai (1989), Biometrika 76(2)). */
  AICC("AICc", false),
  /** Bayes', by Schwarz: k ln n + 2 NLLH. */
  BIC("BIC", false),
  /** The likelihood. */
  LH("LH", true),
  /** Its logarithm. */
  LLH("LLH", true),
  /** Minus its logarithm. */
  NLLH("NLLH", false);

  private final String label;
  private final boolean growsWithFit;

  Criterion(String label, boolean growsWithFit) {
    this.label = label;
    this.growsWithFit = growsWithFit;
  }

  /**
   * How large a model is beside its data.
   *
   * @param estimated k, parameters that are estimated, each of a group
   * @param measurements rows of the measurement table
   * @param priors of estimated parameters, when they count; each is one more datum
   */
  public record Size(int estimated, int measurements, int priors) {}

  /** As files have it. */
  public String label() {
    return label;
  }

  /** The criterion of this name. */
  public static Optional<Criterion> of(String label) {
    return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Criterion::label).toList();
  }

  /**
   * The value of a model; +∞, or for likelihoods what is as bad, when it has none. The correction
   * of {@link #AICC} is meant for n &gt; k + 1; beyond, no model is worse: +∞ as well.
   *
   * @param nllh minus the logarithm of the likelihood at its maximum
   */
  public double value(double nllh, Size size) {
    double k = size.estimated();
    double n = size.measurements() + size.priors();
    return switch (this) {
      case AIC -> 2 * (k + nllh);
      case AICC -> {
        double freedom = n - k - 1;
        yield freedom > 0 ? 2 * (k + nllh) + 2 * k * (k + 1) / freedom : Double.POSITIVE_INFINITY;
      }
      case BIC -> k * Math.log(n) + 2 * nllh;
      case LH -> Math.exp(-nllh);
      case LLH -> -nllh;
      case NLLH -> nllh;
    };
  }

  /** Whether one value is better than another; none is worse than NaN. */
  public boolean isBetter(double value, double than) {
    if (Double.isNaN(value) || Double.isNaN(than)) {
      return !Double.isNaN(value);
    }
    return growsWithFit ? value > than : value < than;
  }

  /** By how much a value is worse than the best one; not negative. */
  public double excess(double value, double best) {
    return growsWithFit ? best - value : value - best;
  }
}
