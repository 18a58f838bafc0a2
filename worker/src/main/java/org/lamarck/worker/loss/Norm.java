package org.lamarck.worker.loss;

/** One number for the differences r of features and targets. */
public enum Norm {
  /** Σ r². */
  SQUARES {
    @Override
    double value(double[] r) {
      return sumOfSquares(r);
    }

    @Override
    double factor(double[] r) {
      return 2;
    }
  },
  /** Σ r² / m. */
  MEAN_SQUARES {
    @Override
    double value(double[] r) {
      return sumOfSquares(r) / r.length;
    }

    @Override
    double factor(double[] r) {
      return 2.0 / r.length;
    }
  },
  /** √Σ r². */
  EUCLIDEAN {
    @Override
    double value(double[] r) {
      return Math.sqrt(sumOfSquares(r));
    }

    @Override
    double factor(double[] r) {
      double length = value(r);
      return length > 0 ? 1 / length : 1; // at a perfect fit any positive factor will do
    }
  },
  /** Σ |r| / m; its derivative at 0 is 0. */
  MEAN_ABSOLUTE {
    @Override
    double value(double[] r) {
      double sum = 0;
      for (double one : r) {
        sum += Math.abs(one);
      }
      return sum / r.length;
    }

    @Override
    double slope(double one, double[] r) {
      return Math.signum(one) / r.length;
    }

    @Override
    boolean isOfSquares() {
      return false;
    }
  },
  /** Σ r, as it is: for formulas. */
  SUM {
    @Override
    double value(double[] r) {
      double sum = 0;
      for (double one : r) {
        sum += one;
      }
      return sum;
    }

    @Override
    double slope(double one, double[] r) {
      return 1;
    }

    @Override
    boolean isOfSquares() {
      return false;
    }
  };

  abstract double value(double[] r);

  /** By what r is multiplied to be the slope, and JᵀJ to be the Gauss–Newton curvature. */
  double factor(double[] r) {
    return 1;
  }

  /** The derivative by one of the differences. */
  double slope(double one, double[] r) {
    return factor(r) * one;
  }

  /** Whether it is a function of Σ r². */
  boolean isOfSquares() {
    return true;
  }

  private static double sumOfSquares(double[] r) {
    double sum = 0;
    for (double one : r) {
      sum += one * one;
    }
    return sum;
  }
}
