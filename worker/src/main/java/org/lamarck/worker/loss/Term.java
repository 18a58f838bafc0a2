package org.lamarck.worker.loss;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.lamarck.strategies.linalg.Vector;

/**
 * Features of some curves compared with targets.
 *
 * @param name for messages and formulas
 * @param from the position of its first simulated value; curve after curve stands from there
 * @param curves how many there are
 * @param times of each curve, K
 * @param targets one for each number of each curve
 * @param weight by which the norm is multiplied
 */
public record Term(
    String name,
    int from,
    int curves,
    Vector times,
    Feature feature,
    Vector targets,
    Norm norm,
    double weight)
    implements Serializable {
  public Term {
    if (targets.size() != curves * feature.size(times.size())) {
      throw new IllegalArgumentException(
          "%d targets of %s for %d curves".formatted(targets.size(), name, curves));
    }
  }

  /** The number of simulated values. */
  public int size() {
    return curves * times.size();
  }

  /** The same of all values until a time, the first of which is at a position. */
  Term until(double time, int position) {
    int points = times.size();
    int early = (int) Arrays.stream(times.toArray()).filter(one -> one <= time).count();
    double[] all = targets.toArray();
    double[] kept = new double[curves * early];
    for (int c = 0; c < curves; c++) {
      System.arraycopy(all, c * points, kept, c * early, early);
    }
    Vector before = Vector.of(Arrays.copyOf(times.toArray(), early));
    return new Term(name, position, curves, before, feature, Vector.of(kept), norm, weight);
  }

  /** Where a term stands. */
  final class State {
    /** Features less targets. */
    final double[] residuals = new double[targets.size()];

    private double[][] y = {}; // curve by curve
    private final int points = times.size();
    private final int features = feature.size(points);

    /**
     * Adds the loss's derivatives by the simulated values.
     *
     * @param factor of the term's value
     */
    void pull(double factor, double[] slopes) {
      double[] bars = new double[residuals.length];
      for (int r = 0; r < bars.length; r++) {
        bars[r] = factor * norm.slope(residuals[r], residuals);
      }
      if (feature.isIdentity()) {
        for (int r = 0; r < bars.length; r++) {
          slopes[from + r] += bars[r];
        }
        return;
      }
      double[] at = times.toArray();
      for (int c = 0; c < curves; c++) {
        double[] own = Arrays.copyOfRange(bars, c * features, (c + 1) * features);
        feature.pull(at, y[c], own, slopes, from + c * points);
      }
    }

    /**
     * Writes the derivatives of the residuals by n coordinates, row by row.
     *
     * @param tangents of all simulated values, row-major
     * @param offset where the first row begins
     */
    void push(double[] tangents, int n, double[] rows, int offset) {
      if (feature.isIdentity()) {
        System.arraycopy(tangents, from * n, rows, offset, residuals.length * n);
        return;
      }
      double[] at = times.toArray();
      double[] slopes = new double[features * points];
      for (int c = 0; c < curves; c++) {
        Arrays.fill(slopes, 0);
        feature.evaluate(at, y[c], new double[features], slopes);
        int first = (from + c * points) * n;
        for (int f = 0; f < features; f++) {
          int row = offset + (c * features + f) * n;
          for (int k = 0; k < points; k++) {
            double slope = slopes[f * points + k];
            if (slope != 0) {
              for (int j = 0; j < n; j++) {
                rows[row + j] += slope * tangents[first + k * n + j];
              }
            }
          }
        }
      }
    }
  }

  /** A state to be computed. */
  State newState() {
    return new State();
  }

  /**
   * Computes residuals; derivatives are computed when they are asked for.
   *
   * @param simulated all values of the problem
   * @return why a feature does not exist; empty when all do
   */
  Optional<String> evaluate(double[] simulated, State state) {
    int points = times.size();
    if (feature.isIdentity()) {
      for (int r = 0; r < state.residuals.length; r++) {
        state.residuals[r] = simulated[from + r] - targets.get(r);
      }
      return Optional.empty();
    }
    double[] at = times.toArray();
    int features = feature.size(points);
    double[] out = new double[features];
    state.y = new double[curves][];
    for (int c = 0; c < curves; c++) {
      double[] y = Arrays.copyOfRange(simulated, from + c * points, from + (c + 1) * points);
      state.y[c] = y;
      Optional<String> why = feature.value(at, y, out);
      if (why.isPresent()) {
        return why.map(words -> name + ": " + words);
      }
      for (int f = 0; f < features; f++) {
        state.residuals[c * features + f] = out[f] - targets.get(c * features + f);
      }
    }
    return Optional.empty();
  }
}
