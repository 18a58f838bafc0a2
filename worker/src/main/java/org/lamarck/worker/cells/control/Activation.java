package org.lamarck.worker.cells.control;

import java.util.Locale;
import org.lamarck.worker.expression.Functions;

/** What a neuron makes of its sum. */
public enum Activation {
  LINEAR,
  TANH,
  /** 1/(1 + e^−z). */
  LOGISTIC,
  /** ln(1 + e^z). */
  SOFTPLUS,
  /** z, and 0.01 z below 0. */
  LEAKY_RELU;

  private static final double LEAK = 0.01;

  /** The name in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  double of(double z) {
    return switch (this) {
      case LINEAR -> z;
      case TANH -> Functions.tanh(z);
      case LOGISTIC -> 1 / (1 + Math.exp(-z));
      case SOFTPLUS -> Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
      case LEAKY_RELU -> z > 0 ? z : LEAK * z;
    };
  }

  double slope(double z) {
    return switch (this) {
      case LINEAR -> 1;
      case TANH -> {
        double y = of(z);
        yield 1 - y * y;
      }
      case LOGISTIC -> {
        double y = of(z);
        yield y * (1 - y);
      }
      case SOFTPLUS -> 1 / (1 + Math.exp(-z));
      case LEAKY_RELU -> z > 0 ? 1 : LEAK;
    };
  }
}
