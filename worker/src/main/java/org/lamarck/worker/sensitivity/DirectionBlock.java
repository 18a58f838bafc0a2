package org.lamarck.worker.sensitivity;

import java.util.Arrays;
import org.lamarck.worker.integrate.Combination;
import org.lamarck.worker.integrate.Rodas5PTableau;
import org.lamarck.worker.integrate.RowKernel;
import org.lamarck.worker.integrate.SparseLu;
import org.lamarck.worker.integrate.SystemStructure.Rows;

/**
 * The sensitivities of some neighbouring directions, as many as stay in the cache through a step.
 * Matrices are n × width, row-major: the inner loops run over directions.
 */
final class DirectionBlock {
  private static final int STAGES = Rodas5PTableau.STAGES;
  private static final int CACHE = 1 << 18; // bytes, half of a common second-level cache

  private final int states;
  private final int first;
  private final int count; // of directions
  private final int width; // padded with directions that are zero
  private final int length;
  private final double[] s;
  private final double[] next;
  private final double[] stage; // S_i
  private final double[] work;
  private final double[] v; // V_i after one another

  // f_p p': one multiplication for each entry of the constant Jacobian and each seed of its column
  private int[] seedTarget = {};
  private int[] seedSource = {};
  private double[] seedValue = {};
  private int seedCount;

  DirectionBlock(int states, int first, int count) {
    this.states = states;
    this.first = first;
    this.count = count;
    this.width = RowKernel.width(count);
    this.length = states * width;
    this.s = new double[length];
    this.next = new double[length];
    this.stage = new double[length];
    this.work = new double[length];
    this.v = new double[STAGES * length];
  }

  /** The largest width that keeps a block in the cache. */
  static int widest(int states) {
    int perDirection = (STAGES + 4) * Double.BYTES * Math.max(1, states);
    return Math.min(64, Math.max(8, CACHE / perDirection));
  }

  /** Takes its columns of s₀ and of the seeds. */
  void begin(double[] s0, int directions, Seeds seeds, Rows constantJacobian) {
    read(s0, directions);
    seedCount = 0;
    for (int i = 0; i < states; i++) {
      for (int e = constantJacobian.start()[i]; e < constantJacobian.start()[i + 1]; e++) {
        int k = constantJacobian.column()[e];
        for (int q = seeds.start()[k]; q < seeds.start()[k + 1]; q++) {
          int j = seeds.direction()[q] - first;
          if (j >= 0 && j < count) {
            addSeed(i * width + j, e, seeds.values()[seeds.position()[q]]);
          }
        }
      }
    }
  }

  private void addSeed(int target, int source, double value) {
    if (seedCount == seedTarget.length) {
      int size = Math.max(16, 2 * seedCount);
      seedTarget = Arrays.copyOf(seedTarget, size);
      seedSource = Arrays.copyOf(seedSource, size);
      seedValue = Arrays.copyOf(seedValue, size);
    }
    seedTarget[seedCount] = target;
    seedSource[seedCount] = source;
    seedValue[seedCount++] = value;
  }

  /** S_i; the last rows of a differ by the last stage only. */
  void stageState(int i) {
    if (i == 0) {
      System.arraycopy(s, 0, stage, 0, length);
    } else if (i >= STAGES - 2) {
      addStage(i - 1, stage);
    } else {
      Combination.of(stage, s, Rodas5PTableau.aRow(i), v, i, length);
    }
  }

  private void addStage(int i, double[] out) {
    int offset = i * length;
    for (int j = 0; j < length; j++) {
      out[j] = stage[j] + v[offset + j];
    }
  }

  /** work ← J S_i. */
  void multiply(Rows pattern, double[] jacobian) {
    Arrays.fill(work, 0.0);
    multiplyAdd(pattern, jacobian, stage);
  }

  /** work ← work + ∂(J U_i)/∂y s. */
  void addCurvature(Rows pattern, double[] curvature) {
    multiplyAdd(pattern, curvature, s);
  }

  private void multiplyAdd(Rows pattern, double[] values, double[] x) {
    int[] start = pattern.start();
    int[] column = pattern.column();
    for (int i = 0; i < states; i++) {
      if (start[i] < start[i + 1]) {
        RowKernel.add(values, column, start[i], start[i + 1], x, work, i * width, width);
      }
    }
  }

  /** work ← work + (f_p + ∂(J U_i)/∂p) p'. */
  void addSlopes(double[] slopes) {
    for (int q = 0; q < seedCount; q++) {
      work[seedTarget[q]] += slopes[seedSource[q]] * seedValue[q];
    }
  }

  /**
   * work ← work + a row for one state.
   *
   * @param row all directions, from {@code offset} on
   */
  void addRow(int state, double[] row, int offset) {
    for (int j = 0; j < count; j++) {
      work[state * width + j] += row[offset + first + j];
    }
  }

  /** Writes the tangents of all stages of one state, stages × {@code directions}. */
  void writeStages(int state, double[] out, int offset, int directions) {
    for (int i = 0; i < STAGES; i++) {
      int from = i * length + state * width;
      System.arraycopy(v, from, out, offset + i * directions + first, count);
    }
  }

  /**
   * V_i ← W⁻¹ (work + M Σ_j w_j V_j).
   *
   * @param algebraic the rows that M makes 0
   */
  void solve(int i, double[] w, int[] algebraic, SparseLu lu) {
    if (i > 0) {
      for (int row : algebraic) {
        System.arraycopy(work, row * width, next, row * width, width);
      }
      Combination.of(work, work, w, v, i, length);
      for (int row : algebraic) {
        System.arraycopy(next, row * width, work, row * width, width);
      }
    }
    lu.solveMany(work, width);
    System.arraycopy(work, 0, v, i * length, length);
  }

  /** s at the end of the step; false when it is not finite. */
  boolean finish() {
    addStage(STAGES - 1, next);
    double sum = 0;
    for (int j = 0; j < length; j++) {
      sum += next[j] * 0.0;
    }
    return sum == 0;
  }

  /** The largest error norm of a direction. */
  double error(double[] absolute, double relative) {
    int last = (STAGES - 1) * length;
    double largest = 0;
    for (int j = 0; j < count; j++) {
      double sum = 0;
      for (int i = 0; i < states; i++) {
        int at = i * width + j;
        double size = Math.max(Math.abs(s[at]), Math.abs(next[at]));
        double ratio = v[last + at] / (absolute[i] + relative * size);
        sum += ratio * ratio;
      }
      largest = Math.max(largest, sum);
    }
    return states == 0 ? 0 : Math.sqrt(largest / states);
  }

  /** Takes its columns of an n × {@code directions} matrix for s. */
  void read(double[] matrix, int directions) {
    for (int i = 0; i < states; i++) {
      System.arraycopy(matrix, i * directions + first, s, i * width, count);
    }
  }

  /** Writes s into n × {@code directions} from {@code offset} on. */
  void write(double[] out, int offset, int directions) {
    write(s, out, offset, directions);
  }

  /** Writes s + Σ_j w_j V_j. */
  void interpolate(double[] w, double[] out, int offset, int directions) {
    Combination.of(work, s, w, v, STAGES, length);
    write(work, out, offset, directions);
  }

  private void write(double[] from, double[] out, int offset, int directions) {
    for (int i = 0; i < states; i++) {
      System.arraycopy(from, i * width, out, offset + i * directions + first, count);
    }
  }

  void advance() {
    System.arraycopy(next, 0, s, 0, length);
  }
}
