package org.lamarck.worker.cells.control;

import java.util.Arrays;
import org.lamarck.worker.cells.Tape;

/**
 * dx/dt = φ(Wᵀ x + b) − γ x + I with φ(z) = ½ + z/(2 √(1 + z²)), by the method of Dormand and
 * Prince (1980) of order 5 with steps of its own, and the transpose of the accepted steps. Serves
 * one thread.
 */
final class Circuit {
  private static final double ABSOLUTE = 1e-3; // of the relative tolerance
  private static final double FIRST = 0.1;
  private static final int STAGES = 7;
  private static final int MOST_STEPS = 10_000;

  // @formatter:off
  private static final double[][] A = {
    {},
    {1.0 / 5},
    {3.0 / 40, 9.0 / 40},
    {44.0 / 45, -56.0 / 15, 32.0 / 9},
    {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
    {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
    {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
  };
  private static final double[] ERROR = {
    71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40
  };
  // @formatter:on

  private final int size;
  private final double tolerance;

  /** W, from gene to gene: row i is what i does to others. */
  final double[] weights;

  final double[] offsets;
  final double[] decays;

  /** Derivatives by the weights, to which is added. */
  final double[] byWeights;

  final double[] byOffsets;
  final double[] byDecays;
  private final double[][] stages;
  private final double[][] places;
  private final double[] next;
  private final double[] slopes;

  /**
   * A circuit.
   *
   * @param tolerance of a step, relative
   */
  Circuit(int size, double tolerance) {
    this.size = size;
    this.tolerance = tolerance;
    weights = new double[size * size];
    byWeights = new double[size * size];
    offsets = new double[size];
    byOffsets = new double[size];
    decays = new double[size];
    byDecays = new double[size];
    stages = new double[STAGES][size];
    places = new double[STAGES][size];
    next = new double[size];
    slopes = new double[size];
  }

  private void rate(double[] x, double[] input, double[] into) {
    System.arraycopy(offsets, 0, into, 0, size);
    for (int i = 0; i < size; i++) {
      double from = x[i];
      for (int j = 0; j < size; j++) {
        into[j] += weights[i * size + j] * from;
      }
    }
    for (int j = 0; j < size; j++) {
      double z = into[j];
      into[j] = 0.5 + z / (2 * Math.sqrt(1 + z * z)) - decays[j] * x[j] + input[j];
    }
  }

  /** Carries x over a duration; what the way back needs goes on the tape. */
  void solve(double[] x, double[] input, double duration, Tape tape) {
    double time = 0;
    double h = Math.min(FIRST, duration);
    int steps = 0;
    rate(x, input, stages[0]);
    for (int tries = 0; time < duration && tries < MOST_STEPS; tries++) {
      double error = step(x, input, h);
      boolean isLast = time + h >= duration;
      if (error <= 1) {
        tape.push(x, 0, size);
        tape.push(h);
        steps++;
        System.arraycopy(next, 0, x, 0, size);
        System.arraycopy(stages[STAGES - 1], 0, stages[0], 0, size);
        time = isLast ? duration : time + h;
      }
      h *= Math.min(10, Math.max(0.2, 0.9 * Math.pow(Math.max(error, 1e-10), -0.2)));
      h = Math.min(h, duration - time);
    }
    if (time < duration) {
      Arrays.fill(x, Double.NaN); // the draw becomes a failure
    }
    tape.push(steps);
  }

  /** One step from x into next; its error in units of the tolerance. */
  private double step(double[] x, double[] input, double h) {
    for (int s = 1; s < STAGES; s++) {
      place(x, h, s, next);
      rate(next, input, stages[s]);
    }
    double sum = 0;
    for (int j = 0; j < size; j++) {
      double off = 0;
      for (int s = 0; s < STAGES; s++) {
        off += ERROR[s] * stages[s][j];
      }
      double scale = tolerance * (ABSOLUTE + Math.max(Math.abs(x[j]), Math.abs(next[j])));
      sum += h * off / scale * (h * off / scale);
    }
    return Math.sqrt(sum / size);
  }

  /** Where a stage is. */
  private void place(double[] x, double h, int s, double[] into) {
    for (int j = 0; j < size; j++) {
      double sum = 0;
      for (int before = 0; before < s; before++) {
        sum += A[s][before] * stages[before][j];
      }
      into[j] = x[j] + h * sum;
    }
  }

  /**
   * Pulls derivatives back through the last solution on the tape.
   *
   * @param adjoint by x at the end; becomes those by x at the start
   * @param byInput to which is added
   */
  void pull(double[] adjoint, double[] input, double[] byInput, Tape tape) {
    int steps = (int) tape.pop();
    for (int n = 0; n < steps; n++) {
      double h = tape.pop();
      tape.pop(places[0], 0, size);
      for (int s = 0; s < STAGES - 1; s++) {
        if (s > 0) {
          place(places[0], h, s, places[s]);
        }
        rate(places[s], input, stages[s]);
      }
      pullStep(adjoint, byInput, h);
    }
  }

  /** The stages become derivatives by them, the last one first. */
  private void pullStep(double[] adjoint, double[] byInput, double h) {
    double[] last = A[STAGES - 1];
    for (int s = 0; s < STAGES - 1; s++) {
      for (int j = 0; j < size; j++) {
        stages[s][j] = h * last[s] * adjoint[j];
      }
    }
    for (int s = STAGES - 2; s >= 0; s--) {
      pullRate(places[s], stages[s], byInput); // next becomes derivatives by the place
      for (int j = 0; j < size; j++) {
        adjoint[j] += next[j];
        for (int before = 0; before < s; before++) {
          stages[before][j] += h * A[s][before] * next[j];
        }
      }
    }
  }

  private void pullRate(double[] x, double[] by, double[] byInput) {
    System.arraycopy(offsets, 0, slopes, 0, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        slopes[j] += weights[i * size + j] * x[i];
      }
    }
    for (int j = 0; j < size; j++) {
      double z = slopes[j];
      double square = 1 + z * z;
      slopes[j] = by[j] / (2 * square * Math.sqrt(square));
      byOffsets[j] += slopes[j];
      byDecays[j] -= by[j] * x[j];
      byInput[j] += by[j];
    }
    for (int i = 0; i < size; i++) {
      double sum = -decays[i] * by[i];
      for (int j = 0; j < size; j++) {
        sum += weights[i * size + j] * slopes[j];
        byWeights[i * size + j] += x[i] * slopes[j];
      }
      next[i] = sum;
    }
  }
}
