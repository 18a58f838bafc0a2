package org.lamarck.worker.cells;

import java.util.Arrays;

/**
 * Positions follow the forces between cells: x ← x + F Δt/γ + √(2 kT Δt/γ) ξ, by Euler's method.
 * With kT = 0 this is the descent of gradients; else Brownian dynamics.
 *
 * @param substeps how many of them
 * @param duration Δt of each
 * @param friction γ
 * @param temperature kT
 */
public record Relaxation(
    PairForce force, int substeps, double duration, double friction, double temperature)
    implements Step {
  public Relaxation {
    if (substeps < 1 || !(duration > 0) || !(friction > 0) || !(temperature >= 0)) {
      throw new IllegalArgumentException(
          "substeps (%d), duration (%s) and friction (%s) must be above 0, temperature (%s) not below"
              .formatted(substeps, duration, friction, temperature));
    }
  }

  @Override
  public int noise(int cells, int dimensions) {
    return temperature == 0 ? 0 : substeps * cells * dimensions;
  }

  @Override
  public Runner newRunner(int cells, int dimensions) {
    return new Relaxer(cells, dimensions);
  }

  private final class Relaxer implements Runner {
    private final int dimensions;
    private final int size;
    private final Pairs pairs;
    private final double mobility = duration / friction;
    private final double spread = Math.sqrt(2 * temperature * duration / friction);
    private final double[] forces;
    private final double[] x;
    private final double[] before;
    private final double[] apart; // from one cell of a pair to the other
    private final double[] radii;

    Relaxer(int cells, int dimensions) {
      this.dimensions = dimensions;
      size = cells * dimensions;
      pairs = new Pairs(cells, dimensions, force.cutoff());
      forces = new double[size];
      x = new double[size];
      before = new double[size];
      apart = new double[dimensions];
      radii = new double[cells];
    }

    /** The positions before each substep, and the radii. */
    @Override
    public int kept() {
      return substeps * size + radii.length;
    }

    @Override
    public void forward(State state, double[] parameters, double[] noise, double[] keep, int at) {
      PairForce.Values values = force.at(parameters);
      double[] now = state.x();
      double reach = force.cutoff() * force.cutoff();
      System.arraycopy(state.r(), 0, keep, at + substeps * size, radii.length);
      for (int step = 0; step < substeps; step++) {
        System.arraycopy(now, 0, keep, at + step * size, size);
        Arrays.fill(forces, 0);
        pairs.find(now);
        for (int pair = 0; pair < pairs.count(); pair++) {
          int i = pairs.first(pair);
          int j = pairs.second(pair);
          double square = offset(now, i, j);
          if (square < reach && square > 0) {
            double d = Math.sqrt(square);
            double f = values.force(d, state.r()[i] + state.r()[j]) / d;
            for (int c = 0; c < dimensions; c++) {
              forces[i * dimensions + c] += f * apart[c];
              forces[j * dimensions + c] -= f * apart[c];
            }
          }
        }
        for (int n = 0; n < size; n++) {
          now[n] += mobility * forces[n];
          if (spread > 0) {
            now[n] += spread * noise[step * size + n];
          }
        }
      }
    }

    /** The square of the distance; {@code apart} becomes the vector from j to i. */
    private double offset(double[] at, int i, int j) {
      double square = 0;
      for (int c = 0; c < dimensions; c++) {
        apart[c] = at[i * dimensions + c] - at[j * dimensions + c];
        square += apart[c] * apart[c];
      }
      return square;
    }

    @Override
    public void backward(
        State adjoint, double[] parameters, double[] kept, int at, double[] gradient) {
      PairForce.Values values = force.at(parameters);
      System.arraycopy(kept, at + substeps * size, radii, 0, radii.length);
      double[] lambda = adjoint.x();
      for (int step = substeps - 1; step >= 0; step--) {
        System.arraycopy(kept, at + step * size, x, 0, size);
        System.arraycopy(lambda, 0, before, 0, size);
        pairs.find(x);
        for (int pair = 0; pair < pairs.count(); pair++) {
          int i = pairs.first(pair);
          int j = pairs.second(pair);
          double d = Math.sqrt(offset(x, i, j));
          if (d < force.cutoff() && d > 0) {
            values.differentiate(d, radii[i] + radii[j]);
            double along = 0;
            for (int c = 0; c < dimensions; c++) {
              apart[c] /= d; // of length 1 now
              along += apart[c] * (before[i * dimensions + c] - before[j * dimensions + c]);
            }
            double across = values.force / d;
            double turn = (values.byDistance - across) * along;
            for (int c = 0; c < dimensions; c++) {
              double off = before[i * dimensions + c] - before[j * dimensions + c];
              double pull = mobility * (turn * apart[c] + across * off);
              lambda[i * dimensions + c] += pull;
              lambda[j * dimensions + c] -= pull;
            }
            double bySize = mobility * along * values.bySize;
            adjoint.r()[i] += bySize;
            adjoint.r()[j] += bySize;
            values.add(mobility * along, gradient);
          }
        }
      }
    }
  }
}
