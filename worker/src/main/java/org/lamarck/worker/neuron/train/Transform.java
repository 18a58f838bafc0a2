package org.lamarck.worker.neuron.train;

import java.io.Serializable;
import java.util.List;

/**
 * From an unbounded number x, which descends, to a number y of a network. Names and forms are those
 * of Jaxley.
 */
public sealed interface Transform extends Serializable {
  /** y. */
  double forward(double x);

  /** dy/dx. */
  double slope(double x);

  /** x. */
  double inverse(double y);

  /** y = x. */
  record Identity() implements Transform {
    @Override
    public double forward(double x) {
      return x;
    }

    @Override
    public double slope(double x) {
      return 1;
    }

    @Override
    public double inverse(double y) {
      return y;
    }
  }

  /** y = lower + (upper − lower)/(1 + e⁻ˣ). */
  record Sigmoid(double lower, double upper) implements Transform {
    @Override
    public double forward(double x) {
      return lower + (upper - lower) / (1 + Math.exp(-x));
    }

    @Override
    public double slope(double x) {
      double s = 1 / (1 + Math.exp(-x));
      return (upper - lower) * s * (1 - s);
    }

    @Override
    public double inverse(double y) {
      return -Math.log((upper - lower) / (y - lower) - 1);
    }
  }

  /** The sigmoid of πx/√3, whose density has the deviation 1. */
  record Logistic(double lower, double upper) implements Transform {
    private static final double SCALE = Math.PI / Math.sqrt(3);

    @Override
    public double forward(double x) {
      return new Sigmoid(lower, upper).forward(SCALE * x);
    }

    @Override
    public double slope(double x) {
      return SCALE * new Sigmoid(lower, upper).slope(SCALE * x);
    }

    @Override
    public double inverse(double y) {
      return new Sigmoid(lower, upper).inverse(y) / SCALE;
    }
  }

  /** y = lower + ln(1 + eˣ). */
  record Softplus(double lower) implements Transform {
    private static final double LINEAR = 20; // above, eˣ + 1 = eˣ to the last digits but a few

    @Override
    public double forward(double x) {
      return lower + (x > LINEAR ? x : Math.log1p(Math.exp(x)));
    }

    @Override
    public double slope(double x) {
      return x > LINEAR ? 1 : 1 / (1 + Math.exp(-x));
    }

    @Override
    public double inverse(double y) {
      double above = y - lower;
      return above > LINEAR ? above : Math.log(Math.expm1(above));
    }
  }

  /** y = upper − ln(1 + e⁻ˣ). */
  record NegativeSoftplus(double upper) implements Transform {
    @Override
    public double forward(double x) {
      return -new Softplus(-upper).forward(-x);
    }

    @Override
    public double slope(double x) {
      return new Softplus(-upper).slope(-x);
    }

    @Override
    public double inverse(double y) {
      return -new Softplus(-upper).inverse(-y);
    }
  }

  /** y = scale · x + shift. */
  record Affine(double scale, double shift) implements Transform {
    @Override
    public double forward(double x) {
      return scale * x + shift;
    }

    @Override
    public double slope(double x) {
      return scale;
    }

    @Override
    public double inverse(double y) {
      return (y - shift) / scale;
    }
  }

  /** One after the other, the first one first. */
  record Chain(List<Transform> links) implements Transform {
    public Chain {
      links = List.copyOf(links);
    }

    @Override
    public double forward(double x) {
      double y = x;
      for (Transform link : links) {
        y = link.forward(y);
      }
      return y;
    }

    @Override
    public double slope(double x) {
      double slope = 1;
      double y = x;
      for (Transform link : links) {
        slope *= link.slope(y);
        y = link.forward(y);
      }
      return slope;
    }

    @Override
    public double inverse(double y) {
      double x = y;
      for (int i = links.size() - 1; i >= 0; i--) {
        x = links.get(i).inverse(x);
      }
      return x;
    }
  }

  /** Another one where it applies; elsewhere nothing is changed and nothing descends. */
  record Masked(Transform inner, boolean applies) implements Transform {
    @Override
    public double forward(double x) {
      return applies ? inner.forward(x) : x;
    }

    @Override
    public double slope(double x) {
      return applies ? inner.slope(x) : 0;
    }

    @Override
    public double inverse(double y) {
      return applies ? inner.inverse(y) : y;
    }
  }
}
