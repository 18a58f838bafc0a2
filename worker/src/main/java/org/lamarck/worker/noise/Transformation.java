package org.lamarck.worker.noise;

/** The scale T on which measured and simulated values are compared. */
public enum Transformation {
  /** The values themselves. */
  IDENTITY {
    @Override
    public double apply(double value) {
      return value;
    }

    @Override
    public double slope(double value) {
      return 1;
    }

    @Override
    public double shifted(double value, double by) {
      return value + by;
    }
  },
  /** Natural logarithms. */
  LN {
    @Override
    public double apply(double value) {
      return value > 0 ? Math.log(value) : Double.NaN;
    }

    @Override
    public double slope(double value) {
      return 1 / value;
    }

    @Override
    public double shifted(double value, double by) {
      return value * Math.exp(by);
    }
  },
  /** Logarithms to base 10. */
  LOG10 {
    @Override
    public double apply(double value) {
      return value > 0 ? Math.log10(value) : Double.NaN;
    }

    @Override
    public double slope(double value) {
      return 1 / (value * LN10);
    }

    @Override
    public double shifted(double value, double by) {
      return value * Math.pow(10, by);
    }

    @Override
    public double ofLogarithm() {
      return 1 / LN10;
    }
  };

  private static final double LN10 = Math.log(10);

  /** T(value); NaN outside its domain. */
  public abstract double apply(double value);

  /** T′(value). */
  public abstract double slope(double value);

  /** T⁻¹(T(value) + by). */
  public abstract double shifted(double value, double by);

  /** Whether T is a logarithm, so that values must be above 0 and a factor becomes an offset. */
  public boolean isLogarithmic() {
    return this != IDENTITY;
  }

  /** Of a logarithm, T(value) / ln(value); otherwise 1. */
  public double ofLogarithm() {
    return 1;
  }
}
