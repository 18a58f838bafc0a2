package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.CountingObjective;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/** The box as the whole line, its potential energy, and steps of leapfrog. */
final class PhaseSpace {
  private final CountingObjective counting;
  private final SearchSpace space;
  private final int[] free;

  PhaseSpace(Objective objective, SearchSpace space) {
    counting = new CountingObjective(objective);
    this.space = space;
    free = space.free();
  }

  /**
   * A place on the line.
   *
   * @param z one number for each coordinate that can move
   * @param potential −log density of z; +∞ where there is none
   * @param slope its gradient
   */
  record Position(Vector z, double potential, Vector slope) implements Serializable {
    boolean isImpossible() {
      return Double.isInfinite(potential);
    }
  }

  Effort effort() {
    return counting.effort();
  }

  /** A point of the space on the line, at least {@code margin} widths inside. */
  Vector line(Vector x, double margin) {
    Vector u = space.toUnit(space.clip(x));
    double[] z = new double[free.length];
    for (int k = 0; k < free.length; k++) {
      double inside = Math.min(1 - margin, Math.max(margin, u.get(free[k])));
      z[k] = StrictMath.log(inside / (1 - inside));
    }
    return Vector.of(z);
  }

  Vector point(Vector z) {
    double[] u = new double[space.dimension()];
    for (int k = 0; k < free.length; k++) {
      u[free[k]] = logistic(z.get(k));
    }
    return space.clip(space.fromUnit(Vector.of(u)));
  }

  private static double logistic(double z) {
    return z < 0 ? StrictMath.exp(z) / (1 + StrictMath.exp(z)) : 1 / (1 + StrictMath.exp(-z));
  }

  /** −log |dx/dz|. */
  private double volume(Vector z) {
    double sum = 0;
    for (int k = 0; k < free.length; k++) {
      double s = logistic(z.get(k));
      sum -= StrictMath.log(space.widths().get(free[k]) * s * (1 - s));
    }
    return sum;
  }

  /** The objective at a position, of which the potential is known. */
  double objective(Position position) {
    return position.potential() - volume(position.z());
  }

  /** What is known at a place: nothing where the objective fails or is too far out for numbers. */
  Position at(Vector z) {
    double volume = volume(z);
    if (Double.isFinite(volume)
        && counting.evaluate(point(z), Derivatives.GRADIENT)
            instanceof Evaluation.Differentiable there) {
      double[] slope = new double[free.length];
      for (int k = 0; k < free.length; k++) {
        double s = logistic(z.get(k));
        double stretch = space.widths().get(free[k]) * s * (1 - s);
        slope[k] = there.gradient().get(free[k]) * stretch - (1 - 2 * s);
      }
      return new Position(z, there.value() + volume, Vector.of(slope));
    }
    return new Position(z, Double.POSITIVE_INFINITY, Vector.zeros(free.length));
  }

  /** A position and a momentum. */
  record Phase(Position position, Vector momentum) {
    /** H = U + ½ Σ σᵢ² pᵢ². */
    double energy(Vector variances) {
      double kinetic = 0;
      for (int i = 0; i < momentum.size(); i++) {
        kinetic += variances.get(i) * momentum.get(i) * momentum.get(i);
      }
      return position.potential() + kinetic / 2;
    }

    /** M⁻¹ p. */
    Vector velocity(Vector variances) {
      double[] velocity = momentum.toArray();
      for (int i = 0; i < velocity.length; i++) {
        velocity[i] *= variances.get(i);
      }
      return Vector.of(velocity);
    }
  }

  /** p ~ N(0, M), M⁻¹ the variances. */
  static Vector momentum(Vector variances, RandomStream random) {
    double[] p = new double[variances.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextGaussian() / Math.sqrt(variances.get(i));
    }
    return Vector.of(p);
  }

  Phase leapfrog(Phase from, Vector variances, double step) {
    Vector half = from.momentum().plus(-step / 2, from.position().slope());
    Vector z = from.position().z().plus(step, new Phase(from.position(), half).velocity(variances));
    Position there = at(z);
    return new Phase(there, half.plus(-step / 2, there.slope()));
  }

  /**
   * A step size at which a single leap is accepted with a probability of about 0.8: doubled or
   * halved until it crosses that (Hoffman and Gelman 2014, algorithm 4, with Stan's 0.8).
   */
  double usableStep(Position here, Learning learning, RandomStream random) {
    double step = learning.step();
    int direction = 0;
    for (int k = 0; k < 60; k++) {
      Phase from = new Phase(here, momentum(learning.variances(), random));
      Phase to = leapfrog(from, learning.variances(), step);
      double gain = from.energy(learning.variances()) - to.energy(learning.variances());
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
