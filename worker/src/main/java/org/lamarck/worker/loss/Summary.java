package org.lamarck.worker.loss;

import java.util.Optional;

/** One number of a curve. At a tie the derivative is that of the first of the equal values. */
public enum Summary implements Feature {
  /** The last value. */
  LAST {
    @Override
    double of(double[] y, double[] slopes) {
      slopes[y.length - 1] = 1;
      return y[y.length - 1];
    }
  },
  /** The greatest value. */
  MAXIMUM {
    @Override
    double of(double[] y, double[] slopes) {
      int k = greatest(y, 1);
      slopes[k] = 1;
      return y[k];
    }
  },
  /** The least value. */
  MINIMUM {
    @Override
    double of(double[] y, double[] slopes) {
      int k = greatest(y, -1);
      slopes[k] = 1;
      return y[k];
    }
  },
  /** The arithmetic mean of the values. */
  MEAN {
    @Override
    double of(double[] y, double[] slopes) {
      double sum = 0;
      for (int k = 0; k < y.length; k++) {
        sum += y[k];
        slopes[k] = 1.0 / y.length;
      }
      return sum / y.length;
    }
  },
  /** Half the difference of the greatest and the least value. */
  AMPLITUDE {
    @Override
    double of(double[] y, double[] slopes) {
      int high = greatest(y, 1);
      int low = greatest(y, -1);
      slopes[high] += 0.5;
      slopes[low] -= 0.5;
      return (y[high] - y[low]) / 2;
    }
  },
  /** The last value over the first one. */
  FOLD_CHANGE {
    @Override
    double of(double[] y, double[] slopes) {
      int last = y.length - 1;
      double ratio = y[last] / y[0];
      slopes[last] = 1 / y[0];
      slopes[0] -= ratio / y[0];
      return ratio;
    }
  };

  /**
   * The number.
   *
   * @param slopes its derivatives by the values; holds zeros before
   */
  abstract double of(double[] y, double[] slopes);

  private static int greatest(double[] y, int sign) {
    int best = 0;
    for (int k = 1; k < y.length; k++) {
      if (sign * y[k] > sign * y[best]) {
        best = k;
      }
    }
    return best;
  }

  @Override
  public int size(int points) {
    return 1;
  }

  @Override
  public Optional<String> evaluate(double[] times, double[] y, double[] out, double[] jacobian) {
    out[0] = of(y, jacobian);
    return Double.isFinite(out[0])
        ? Optional.empty()
        : Optional.of("the %s is %s".formatted(LossReader.words(this), out[0]));
  }
}
