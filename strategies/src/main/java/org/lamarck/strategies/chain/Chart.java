package org.lamarck.strategies.chain;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;

/**
 * The coordinates z in which a chain moves, one for each coordinate of the box that can: its place
 * between its bounds is s(z), from 0 to 1.
 */
public enum Chart {
  /**
   * The whole line: s = 1/(1 + e^(−z)). Chains never meet a bound. It is right where a density has
   * vanished before its bounds. Where parameters that the data tie to each other come near theirs,
   * it bends what is straight in the box, the more the nearer: chains must then make small steps.
   */
  LINE {
    @Override
    double place(double z) {
      if (z < 0) {
        double small = StrictMath.exp(z);
        return small / (1 + small);
      }
      return 1 / (1 + StrictMath.exp(-z));
    }

    @Override
    double of(double place) {
      return StrictMath.log(place / (1 - place));
    }

    @Override
    double stretched(double x, double place) {
      return x * place * (1 - place);
    }

    @Override
    double slope(double place) {
      return -(1 - 2 * place);
    }

    @Override
    double curvature(double place) {
      return 2 * place * (1 - place);
    }

    @Override
    double flat() {
      return 0.3; // a logistic distribution has a variance of π²/3
    }

    @Override
    Flight fly(Vector from, Vector momentum, Metric metric, double time) {
      return new Flight(from.plus(time, metric.velocity(momentum)), momentum);
    }
  },

  /**
   * The box itself in units of its widths, from whose walls chains are thrown back ({@link
   * Flight}): what is straight stays so.
   */
  BOX {
    @Override
    double place(double z) {
      return z;
    }

    @Override
    double of(double place) {
      return place;
    }

    @Override
    double stretched(double x, double place) {
      return x;
    }

    @Override
    double slope(double place) {
      return 0;
    }

    @Override
    double curvature(double place) {
      return 0;
    }

    @Override
    double flat() {
      return 12; // a uniform distribution has a variance of 1/12
    }

    @Override
    @Nullable Flight fly(Vector from, Vector momentum, Metric metric, double time) {
      return Flight.inBox(from, momentum, metric, time);
    }
  };

  /** s of z. */
  abstract double place(double z);

  /** z of s, which is neither 0 nor 1. */
  abstract double of(double place);

  /** x ds/dz. */
  abstract double stretched(double x, double place);

  /** ∂/∂z of −log ds/dz. */
  abstract double slope(double place);

  /** ∂²/∂z² of −log ds/dz. */
  abstract double curvature(double place);

  /** The curvature that the density of z has where that of the box is uniform: 1/variance. */
  abstract double flat();

  /**
   * A flight without forces; null where it is lost.
   *
   * @param time may be negative
   */
  abstract @Nullable Flight fly(Vector from, Vector momentum, Metric metric, double time);
}
