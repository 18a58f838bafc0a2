package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.CountingObjective;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * The box in the coordinates of a {@link Chart}, its potential energy β U + V for the objective U,
 * the inverse temperature β, and V = −log |dx/dz|; and steps of leapfrog.
 */
final class PhaseSpace {
  private final CountingObjective counting;
  private final SearchSpace space;
  private final double beta;
  private final Chart chart;
  private final int[] free;
  private final double[] widths; // of the free coordinates

  PhaseSpace(Objective objective, SearchSpace space) {
    this(objective, space, 1);
  }

  PhaseSpace(Objective objective, SearchSpace space, double beta) {
    this(objective, space, beta, Chart.LINE);
  }

  PhaseSpace(Objective objective, SearchSpace space, double beta, Chart chart) {
    counting = new CountingObjective(objective);
    this.space = space;
    this.beta = beta;
    this.chart = chart;
    free = space.free();
    widths = new double[free.length];
    Vector all = space.widths();
    for (int k = 0; k < free.length; k++) {
      widths[k] = all.get(free[k]);
    }
  }

  /**
   * A place.
   *
   * @param z one number for each coordinate that can move
   * @param value U there; +∞ where it cannot be evaluated
   * @param gradient ∂U/∂z
   * @param potential β U + V, −log density of z
   * @param slope its gradient
   */
  record Position(Vector z, double value, Vector gradient, double potential, Vector slope)
      implements Serializable {
    boolean isImpossible() {
      return Double.isInfinite(value);
    }
  }

  Effort effort() {
    return counting.effort();
  }

  /** A point of the space in the chart, at least {@code margin} widths inside. */
  Vector line(Vector x, double margin) {
    Vector u = space.toUnit(space.clip(x));
    double[] z = new double[free.length];
    for (int k = 0; k < free.length; k++) {
      double inside = Math.min(1 - margin, Math.max(margin, u.get(free[k])));
      z[k] = chart.of(inside);
    }
    return Vector.of(z);
  }

  Vector point(Vector z) {
    return point(places(z));
  }

  /**
   * A point of the space.
   *
   * @param s by free coordinate, its place between the bounds
   */
  private Vector point(double[] s) {
    double[] u = new double[space.dimension()];
    for (int k = 0; k < free.length; k++) {
      u[free[k]] = s[k];
    }
    return space.clip(space.fromUnit(Vector.of(u)));
  }

  private double[] places(Vector z) {
    double[] s = new double[free.length];
    for (int k = 0; k < free.length; k++) {
      s[k] = chart.place(z.get(k));
    }
    return s;
  }

  /** dx/dz of a coordinate. */
  private double stretch(double[] s, int k) {
    return chart.stretched(widths[k], s[k]);
  }

  /** −log |dx/dz|. */
  private double volume(double[] s) {
    double sum = 0;
    for (int k = 0; k < free.length; k++) {
      sum -= StrictMath.log(stretch(s, k));
    }
    return sum;
  }

  /** What is known at a place: nothing where the objective fails or is too far out for numbers. */
  Position at(Vector z) {
    double[] s = places(z);
    double volume = volume(s);
    if (Double.isFinite(volume)
        && z.isFinite()
        && counting.evaluate(point(s), Derivatives.GRADIENT)
            instanceof Evaluation.Differentiable there) {
      double[] gradient = new double[free.length];
      for (int k = 0; k < free.length; k++) {
        gradient[k] = chart.stretched(there.gradient().get(free[k]) * widths[k], s[k]);
      }
      return at(z, s, volume, there.value(), Vector.of(gradient));
    }
    return nowhere(z);
  }

  private Position nowhere(Vector z) {
    Vector none = Vector.zeros(free.length);
    return new Position(z, Double.POSITIVE_INFINITY, none, Double.POSITIVE_INFINITY, none);
  }

  /** A place that is known from another temperature. */
  Position here(Position known) {
    if (known.isImpossible()) {
      return known;
    }
    double[] s = places(known.z());
    return at(known.z(), s, volume(s), known.value(), known.gradient());
  }

  private Position at(Vector z, double[] s, double volume, double value, Vector gradient) {
    double[] slope = new double[free.length];
    for (int k = 0; k < free.length; k++) {
      slope[k] = beta * gradient.get(k) + chart.slope(s[k]);
    }
    return new Position(z, value, gradient, beta * value + volume, Vector.of(slope));
  }

  /** The frame in which a chain learns that begins where the objective has this curvature. */
  Frame frame(Vector z, Matrix ofObjective) {
    return Frame.of(curvature(z, ofObjective), chart.flat());
  }

  /** ∂²(β U + V)/∂z² where U has its least value, or as if it had. */
  Matrix curvature(Vector z, Matrix ofObjective) {
    int n = free.length;
    double[] s = places(z);
    double[] curvature = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        curvature[i * n + j] =
            beta * ofObjective.get(free[i], free[j]) * stretch(s, i) * stretch(s, j);
      }
      curvature[i * n + i] += chart.curvature(s[i]);
    }
    return Matrix.of(n, n, curvature);
  }

  /** Where the density is that of z alone: uniform on the box. */
  Vector anywhere(RandomStream random) {
    double[] z = new double[free.length];
    for (int k = 0; k < z.length; k++) {
      double u = (random.nextLong() >>> 12) * 0x1.0p-52 + 0x1.0p-53; // neither 0 nor 1
      z[k] = chart.of(u);
    }
    return Vector.of(z);
  }

  /**
   * A position and a momentum.
   *
   * @param momentum q, see {@link Metric}
   */
  record Phase(Position position, Vector momentum) {
    /** H = β U + V + ½ qᵀq. */
    double energy() {
      return position.potential() + momentum.dot(momentum) / 2;
    }
  }

  /** q ~ N(0, I). */
  Vector momentum(RandomStream random) {
    double[] q = new double[free.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = random.nextGaussian();
    }
    return Vector.of(q);
  }

  Phase leapfrog(Phase from, Metric metric, double step) {
    Vector half = from.momentum().plus(-step / 2, metric.force(from.position().slope()));
    Vector z = from.position().z();
    Flight flight = chart.fly(z, half, metric, step);
    if (flight == null) {
      return new Phase(nowhere(z), half);
    }
    Position there = at(flight.z());
    return new Phase(there, flight.momentum().plus(-step / 2, metric.force(there.slope())));
  }

  /**
   * A step size at which a single leap is accepted with a probability of about 0.8: doubled or
   * halved until it crosses that (Hoffman and Gelman 2014, algorithm 4, with Stan's 0.8).
   */
  double usableStep(Position here, Learning learning, RandomStream random) {
    double step = learning.step();
    int direction = 0;
    for (int k = 0; k < 60; k++) {
      Phase from = new Phase(here, momentum(random));
      Phase to = leapfrog(from, learning.metric(), step);
      double gain = from.energy() - to.energy();
      int wanted = gain > Math.log(0.8) ? 1 : -1;
      if (direction != 0 && wanted != direction) {
        return step;
      }
      direction = wanted;
      step *= direction > 0 ? 2 : 0.5;
    }
    return step;
  }
}
