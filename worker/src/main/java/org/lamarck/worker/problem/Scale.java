package org.lamarck.worker.problem;

/** The scale on which a parameter is searched. */
public enum Scale {
  LIN {
    @Override
    public double toScale(double linear) {
      return linear;
    }

    @Override
    public double toLinear(double scaled) {
      return scaled;
    }

    @Override
    public double slope(double linear) {
      return 1;
    }

    @Override
    public double secondDerivative(double linear) {
      return 0;
    }
  },
  LOG {
    @Override
    public double toScale(double linear) {
      return Math.log(linear);
    }

    @Override
    public double toLinear(double scaled) {
      return Math.exp(scaled);
    }

    @Override
    public double slope(double linear) {
      return linear;
    }

    @Override
    public double secondDerivative(double linear) {
      return linear;
    }
  },
  LOG10 {
    @Override
    public double toScale(double linear) {
      return Math.log10(linear);
    }

    @Override
    public double toLinear(double scaled) {
      return Math.pow(10, scaled);
    }

    @Override
    public double slope(double linear) {
      return linear * LN10;
    }

    @Override
    public double secondDerivative(double linear) {
      return linear * LN10 * LN10;
    }
  };

  private static final double LN10 = Math.log(10);

  /** From the linear scale to this one. */
  public abstract double toScale(double linear);

  /** From this scale to the linear one. */
  public abstract double toLinear(double scaled);

  /** d linear / d scaled at a linear value. */
  public abstract double slope(double linear);

  /** d² linear / d scaled² at a linear value. */
  public abstract double secondDerivative(double linear);
}
