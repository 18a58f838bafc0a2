package org.lamarck.worker.cells.control;

import java.util.Arrays;
import org.lamarck.worker.cells.Tape;
import org.lamarck.worker.elementary.ElementaryKernel;

/**
 * dx/dt = φ(Wᵀ x + b) − γ x + I with φ(z) = ½ + z/(2 √(1 + z²)), by the method of Dormand and
 * Prince (1980) of order 5, and the transpose of the accepted steps. Cells with the same weights go
 * side by side, each with steps of its own: gene j of cell l is at j · cells + l, so that products
 * are of matrices and loops those of vector instructions. Serves one thread.
 */
final class Circuit {
  private static final double ABSOLUTE = 1e-3; // of the relative tolerance
  private static final double FIRST = 0.1;
  private static final int STAGES = 7;
  private static final int PULLED = STAGES - 1; // the last stage is the next step's first
  private static final int MOST_STEPS = 10_000;
  private static final int MOST_CELLS = 64; // whose stages fit into the second cache

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

  private final ElementaryKernel kernel = ElementaryKernel.fastest();
  private final int size;
  private final double tolerance;
  private final int most;
  private final int kinds;
  private int cells; // of the solution that is made
  private int all; // genes of these cells

  /**
   * Genes of cells; before the way back derivatives by them at the end, and after it at the start.
   */
  final double[] x;

  /** What is added to rates, gene by gene and cell by cell. */
  final double[] input;

  /** Derivatives of the way back by the input. */
  final double[] byInput;

  final double[] offsets;
  final double[] decays;

  /** Derivatives by the weights, to which is added. */
  final double[] byWeights;

  final double[] byOffsets;
  final double[] byDecays;

  // What kernels read and write: weights W, from gene to gene, row i what i does to others; the
  // matrices that W may be a mixture of; coefficients; genes of cells at a place; sums; stages.
  private final double[] m;
  private final int kindsAt;
  private final int coefficientsAt;
  private final int placeAt;
  private final int sumAt;
  private final int stagesAt;

  private final double[] byKinds; // of each cell, by how much of each matrix is in W
  private final double[][] places;
  private final double[][] sums;
  private final double[] next;
  private final double[] rates;
  private final double[] slopes;
  private final double[] others;
  private final double[] allOffsets;
  private final double[] allDecays;
  private final double[] allLengths;
  private final double[] times;
  private final double[] lengths;
  private final double[] made; // the length of a step that was accepted, else 0
  private final double[] errors;

  /**
   * A circuit.
   *
   * @param tolerance of a step, relative
   * @param capacity how many cells there can be
   * @param kinds of how many matrices weights can be a mixture; 1 where they are none
   */
  Circuit(int size, double tolerance, int capacity, int kinds) {
    this.size = size;
    this.tolerance = tolerance;
    this.kinds = kinds;
    most = Math.min(capacity, MOST_CELLS);
    int length = size * most;
    kindsAt = size * size;
    coefficientsAt = kindsAt + kinds * size * size;
    placeAt = coefficientsAt + STAGES;
    sumAt = placeAt + length;
    stagesAt = sumAt + length;
    m = new double[stagesAt + STAGES * length];
    byWeights = new double[size * size];
    offsets = new double[size];
    byOffsets = new double[size];
    decays = new double[size];
    byDecays = new double[size];
    x = new double[length];
    input = new double[length];
    byInput = new double[length];
    byKinds = new double[kinds * most];
    places = new double[PULLED][length];
    sums = new double[PULLED][length];
    next = new double[length];
    rates = new double[length];
    slopes = new double[length];
    others = new double[length];
    allOffsets = new double[length];
    allDecays = new double[length];
    allLengths = new double[length];
    times = new double[most];
    lengths = new double[most];
    made = new double[most];
    errors = new double[most];
  }

  /** How many cells go side by side at most. */
  int mostCells() {
    return most;
  }

  /** Sets one of the matrices, from gene to gene. */
  void setKind(int kind, int place, double weight) {
    m[kindsAt + kind * size * size + place] = weight;
  }

  /** Makes W of them. */
  void mix(double[] shares, int from) {
    Arrays.fill(m, 0, size * size, 0);
    for (int kind = 0; kind < kinds; kind++) {
      double share = shares[from + kind];
      int at = kindsAt + kind * size * size;
      for (int n = 0; share != 0 && n < size * size; n++) {
        m[n] += share * m[at + n];
      }
    }
  }

  /** The derivative of the way back by how much of a matrix is in a cell's W. */
  double byShare(int kind, int cell) {
    return byKinds[kind * cells + cell];
  }

  private void begin(int count) {
    cells = count;
    all = size * count;
    for (int j = 0; j < size; j++) {
      Arrays.fill(allOffsets, j * count, (j + 1) * count, offsets[j]);
      Arrays.fill(allDecays, j * count, (j + 1) * count, decays[j]);
    }
  }

  /** Writes rates at a place, and Wᵀ x + b. */
  private void rate(double[] place, double[] sum, double[] into) {
    System.arraycopy(place, 0, m, placeAt, all);
    for (int j = 0; j < size; j++) {
      kernel.row(m, j, size, placeAt, sumAt + j * cells, size, cells);
    }
    System.arraycopy(m, sumAt, sum, 0, all);
    for (int k = 0; k < all; k++) {
      double z = sum[k] + allOffsets[k];
      sum[k] = z;
      into[k] = 0.5 + z / (2 * Math.sqrt(1 + z * z)) - allDecays[k] * place[k] + input[k];
    }
  }

  private void rate(double[] place, double[] sum, int stage) {
    rate(place, sum, rates);
    System.arraycopy(rates, 0, m, stagesAt + stage * all, all);
  }

  /** Carries x over a duration; what the way back needs goes on the tape. */
  void solve(int count, double duration, Tape tape) {
    begin(count);
    Arrays.fill(times, 0, cells, 0);
    Arrays.fill(lengths, 0, cells, Math.min(FIRST, duration));
    int steps = 0;
    rate(x, others, 0);
    boolean isOver = false;
    for (int tries = 0; !isOver && tries < MOST_STEPS; tries++) {
      step();
      boolean isMade = false;
      for (int l = 0; l < cells; l++) {
        made[l] = times[l] < duration && errors[l] <= 1 ? lengths[l] : 0;
        isMade |= made[l] > 0;
      }
      if (isMade) {
        tape.push(x, 0, all);
        tape.push(made, 0, cells);
        steps++;
        accept();
      }
      isOver = advance(duration);
    }
    for (int l = 0; l < cells; l++) {
      for (int j = 0; j < size && times[l] < duration; j++) {
        x[j * cells + l] = Double.NaN; // the draw becomes a failure
      }
    }
    tape.push(steps);
  }

  /** One step of each cell from x into next, with its error in units of the tolerance. */
  private void step() {
    for (int j = 0; j < size; j++) {
      System.arraycopy(lengths, 0, allLengths, j * cells, cells);
    }
    for (int s = 1; s < STAGES; s++) {
      place(x, s, next);
      rate(next, others, s);
    }
    combine(ERROR, STAGES, rates);
    for (int k = 0; k < all; k++) {
      double scale = tolerance * (ABSOLUTE + Math.max(Math.abs(x[k]), Math.abs(next[k])));
      double off = allLengths[k] * rates[k] / scale;
      rates[k] = off * off;
    }
    Arrays.fill(errors, 0, cells, 0);
    for (int j = 0; j < size; j++) {
      int from = j * cells;
      for (int l = 0; l < cells; l++) {
        errors[l] += rates[from + l];
      }
    }
    for (int l = 0; l < cells; l++) {
      errors[l] = Math.sqrt(errors[l] / size);
    }
  }

  /** The sum of some stages. */
  private void combine(double[] coefficients, int count, double[] into) {
    System.arraycopy(coefficients, 0, m, coefficientsAt, count);
    kernel.row(m, coefficientsAt, 1, stagesAt, placeAt, count, all);
    System.arraycopy(m, placeAt, into, 0, all);
  }

  /** Where a stage is. */
  private void place(double[] from, int s, double[] into) {
    combine(A[s], s, rates);
    for (int k = 0; k < all; k++) {
      into[k] = from[k] + allLengths[k] * rates[k];
    }
  }

  /** What was accepted is where the next step begins, and its last stage that one's first. */
  private void accept() {
    int last = stagesAt + (STAGES - 1) * all;
    for (int j = 0; j < size; j++) {
      for (int l = 0; l < cells; l++) {
        if (made[l] > 0) {
          int k = j * cells + l;
          x[k] = next[k];
          m[stagesAt + k] = m[last + k];
        }
      }
    }
  }

  /** Moves times on and chooses steps; whether all cells are where they shall be. */
  private boolean advance(double duration) {
    boolean isOver = true;
    for (int l = 0; l < cells; l++) {
      if (times[l] >= duration) {
        continue;
      }
      double h = lengths[l];
      if (made[l] > 0) {
        times[l] = times[l] + h >= duration ? duration : times[l] + h;
      }
      h *= Math.min(10, Math.max(0.2, 0.9 * Math.pow(Math.max(errors[l], 1e-10), -0.2)));
      lengths[l] = Math.min(h, duration - times[l]);
      isOver &= times[l] >= duration;
    }
    return isOver;
  }

  /** Pulls derivatives back through the last solution on the tape, which was of so many cells. */
  void pull(int count, Tape tape) {
    begin(count);
    Arrays.fill(byInput, 0, all, 0);
    Arrays.fill(byKinds, 0, kinds * cells, 0);
    int steps = (int) tape.pop();
    for (int n = 0; n < steps; n++) {
      tape.pop(made, 0, cells);
      tape.pop(places[0], 0, all);
      for (int j = 0; j < size; j++) {
        System.arraycopy(made, 0, allLengths, j * cells, cells);
      }
      for (int s = 0; s < PULLED; s++) {
        if (s > 0) {
          place(places[0], s, places[s]);
        }
        rate(places[s], sums[s], s);
      }
      pullStep();
    }
  }

  /** The adjoint and then derivatives by places, the last one first, are in the room of stages. */
  private void pullStep() {
    double[] coefficients = new double[STAGES];
    System.arraycopy(x, 0, m, stagesAt, all);
    for (int s = PULLED - 1; s >= 0; s--) {
      coefficients[0] = A[STAGES - 1][s];
      for (int later = PULLED - 1; later > s; later--) {
        coefficients[PULLED - later] = A[later][s];
      }
      combine(coefficients, PULLED - s, rates);
      for (int k = 0; k < all; k++) {
        rates[k] *= allLengths[k];
      }
      pullRate(places[s], sums[s], rates);
      System.arraycopy(next, 0, m, stagesAt + (PULLED - s) * all, all);
      for (int k = 0; k < all; k++) {
        x[k] += next[k];
      }
    }
  }

  /** Next becomes derivatives by a place, of those by its rates. */
  private void pullRate(double[] place, double[] sum, double[] by) {
    for (int k = 0; k < all; k++) {
      double square = 1 + sum[k] * sum[k];
      slopes[k] = by[k] / (2 * square * Math.sqrt(square));
      byInput[k] += by[k];
    }
    System.arraycopy(slopes, 0, m, placeAt, all);
    for (int i = 0; i < size; i++) {
      kernel.row(m, i * size, 1, placeAt, sumAt + i * cells, size, cells);
    }
    System.arraycopy(m, sumAt, others, 0, all);
    for (int k = 0; k < all; k++) {
      next[k] = others[k] - allDecays[k] * by[k];
    }
    addProducts(place, by);
    if (kinds > 1) {
      addShares(place);
    }
  }

  /** Adds derivatives by what all cells have in common. */
  private void addProducts(double[] place, double[] by) {
    for (int i = 0; i < size; i++) {
      int from = i * cells;
      double ofOffset = 0;
      double ofDecay = 0;
      for (int l = from; l < from + cells; l++) {
        ofOffset += slopes[l];
        ofDecay += by[l] * place[l];
      }
      byOffsets[i] += ofOffset;
      byDecays[i] -= ofDecay;
      for (int j = 0; j < size; j++) {
        byWeights[i * size + j] += product(place, from, slopes, j * cells);
      }
    }
  }

  /** The inner product of two rows of cells. */
  private double product(double[] a, int from, double[] b, int there) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int l = 0;
    for (; l + 3 < cells; l += 4) {
      first += a[from + l] * b[there + l];
      second += a[from + l + 1] * b[there + l + 1];
      third += a[from + l + 2] * b[there + l + 2];
      fourth += a[from + l + 3] * b[there + l + 3];
    }
    for (; l < cells; l++) {
      first += a[from + l] * b[there + l];
    }
    return first + second + (third + fourth);
  }

  /** Adds derivatives by how much of each matrix there is in W. */
  private void addShares(double[] place) {
    System.arraycopy(place, 0, m, placeAt, all);
    for (int kind = 0; kind < kinds; kind++) {
      int at = kindsAt + kind * size * size;
      for (int j = 0; j < size; j++) {
        kernel.row(m, at + j, size, placeAt, sumAt + j * cells, size, cells);
      }
      System.arraycopy(m, sumAt, others, 0, all);
      for (int j = 0; j < size; j++) {
        for (int l = 0; l < cells; l++) {
          byKinds[kind * cells + l] += slopes[j * cells + l] * others[j * cells + l];
        }
      }
    }
  }
}
