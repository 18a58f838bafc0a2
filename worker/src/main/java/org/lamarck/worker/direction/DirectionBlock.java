package org.lamarck.worker.direction;

import java.util.Arrays;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.RowKernel;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.sparse.StageCombination;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * The sensitivities of some directions, as many as stay in the cache through a step, and of the
 * states that these directions move. Matrices are rows × width, row-major: the inner loops run over
 * directions.
 */
public final class DirectionBlock {
  private static final int USUAL_STAGES = 8; // for the width
  private static final int CACHE = 1 << 18; // bytes, half of a common second-level cache
  private static final RowKernel KERNEL = RowKernel.fastest();

  private final Support support;
  private final int states;
  private final int rows;
  private final int[] direction;
  private final int[] column; // by direction, −1 of those in other blocks
  private final int count; // of directions
  private final boolean isContiguous;
  private final int width; // padded with directions that are zero
  private final int length;
  private final double[] s;
  private final double[] next;
  private final double[] stage; // S_i
  private final double[] work;
  private double[] v = {}; // V_i after one another

  // f_p p': one multiplication for each entry of the constant Jacobian and each seed of its column
  private int[] seedTarget = {};
  private int[] seedSource = {};
  private double[] seedValue = {};
  private int seedCount;

  /**
   * A block.
   *
   * @param states n
   * @param support what its directions move
   * @param direction its directions, ascending
   * @param directions P
   */
  public DirectionBlock(int states, Support support, int[] direction, int directions) {
    this.states = states;
    this.support = support;
    this.rows = support.size();
    this.direction = direction;
    this.count = direction.length;
    this.isContiguous = count == 0 || direction[count - 1] - direction[0] == count - 1;
    this.column = new int[directions];
    Arrays.fill(column, -1);
    for (int j = 0; j < count; j++) {
      column[direction[j]] = j;
    }
    this.width = RowKernel.width(count);
    this.length = rows * width;
    this.s = new double[length];
    this.next = new double[length];
    this.stage = new double[length];
    this.work = new double[length];
  }

  /** The largest width that keeps a block in the cache. */
  public static int widest(int rows) {
    int perDirection = (USUAL_STAGES + 4) * Double.BYTES * Math.max(1, rows);
    return Math.min(64, Math.max(8, CACHE / perDirection));
  }

  /** Takes its columns of s₀ and of the seeds. */
  public void begin(RowMatrix s0, Seeds seeds, SparsePattern constantJacobian) {
    read(s0);
    seedCount = 0;
    for (int i = 0; i < rows; i++) {
      int state = support.state(i);
      for (int e = constantJacobian.start()[state]; e < constantJacobian.start()[state + 1]; e++) {
        int k = constantJacobian.column()[e];
        for (int q = seeds.start()[k]; q < seeds.start()[k + 1]; q++) {
          int j = column[seeds.direction()[q]];
          if (j >= 0) {
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

  /** Makes place for the tangents of so many stages; what was there before may be lost. */
  public void require(int stages) {
    if (v.length < stages * length) {
      v = Arrays.copyOf(v, stages * length);
    }
  }

  /** S ← s + Σ_j a_j V_j over the first {@code count} stages. */
  public void combine(double[] a, int count) {
    StageCombination.of(stage, s, a, v, count, length);
  }

  /** S ← S + V_i. */
  public void addStage(int i) {
    int offset = i * length;
    for (int j = 0; j < length; j++) {
      stage[j] += v[offset + j];
    }
  }

  /** How many directions. */
  public int count() {
    return count;
  }

  /** Direction j of the block among all. */
  public int direction(int j) {
    return direction[j];
  }

  /** Writes S of its direction j, n numbers. */
  public void copyStage(int j, double[] out) {
    copyColumn(stage, j, out);
  }

  /** Writes s of its direction j, n numbers. */
  public void copyStart(int j, double[] out) {
    copyColumn(s, j, out);
  }

  private void copyColumn(double[] matrix, int j, double[] out) {
    Arrays.fill(out, 0.0);
    for (int i = 0; i < rows; i++) {
      out[support.state(i)] = matrix[i * width + j];
    }
  }

  /** work of its direction j ← n numbers. */
  public void setWork(int j, double[] column) {
    for (int i = 0; i < rows; i++) {
      work[i * width + j] = column[support.state(i)];
    }
  }

  /** work of its direction j ← work + factor · n numbers. */
  public void addWork(int j, double factor, double[] column) {
    for (int i = 0; i < rows; i++) {
      work[i * width + j] += factor * column[support.state(i)];
    }
  }

  /** work ← J S_i, for J in the order of its pattern. */
  public void multiply(double[] jacobian) {
    Arrays.fill(work, 0.0);
    KERNEL.multiplyAdd(jacobian, support.jacobian(), stage, work, width);
  }

  /** work ← work + ∂(J U_i)/∂y s. */
  public void addCurvature(double[] curvature) {
    KERNEL.multiplyAdd(curvature, support.curvature(), s, work, width);
  }

  /** work ← work + (f_p + ∂(J U_i)/∂p) p'. */
  public void addSlopes(double[] slopes) {
    for (int q = 0; q < seedCount; q++) {
      work[seedTarget[q]] += slopes[seedSource[q]] * seedValue[q];
    }
  }

  /** work ← work + a row, of all directions, for one state. */
  public void addRow(int state, RowMatrix rows, int row) {
    int at = support.place(state) * width;
    double[] values = rows.values();
    int offset = rows.row(row);
    for (int j = 0; j < count; j++) {
      work[at + j] += values[offset + direction[j]];
    }
  }

  /** Writes the tangents of the first stages of one state into rows from {@code first} on. */
  public void writeStages(int state, int stages, RowMatrix out, int first) {
    int at = support.place(state) * width;
    double[] values = out.values();
    for (int i = 0; i < stages; i++) {
      int offset = out.row(first + i);
      for (int j = 0; j < count; j++) {
        values[offset + direction[j]] = v[i * length + at + j];
      }
    }
  }

  /**
   * work ← work + M Σ_j w_j V_j over the first {@code count} stages.
   *
   * @param algebraic the rows that M makes 0; with any of them all states are in the support
   */
  public void addStages(double[] w, int count, int[] algebraic) {
    for (int row : algebraic) {
      System.arraycopy(work, row * width, next, row * width, width);
    }
    StageCombination.of(work, work, w, v, count, length);
    for (int row : algebraic) {
      System.arraycopy(next, row * width, work, row * width, width);
    }
  }

  /** work ← W⁻¹ work. */
  public void solve(SparseLu lu) {
    lu.solveMany(support.lu(), work, width);
  }

  /** V_i ← work. */
  public void keep(int i) {
    System.arraycopy(work, 0, v, i * length, length);
  }

  /** V_i ← h · work. */
  public void keep(int i, double h) {
    int offset = i * length;
    for (int j = 0; j < length; j++) {
      v[offset + j] = h * work[j];
    }
  }

  /** V_1 ← factor · V of another stage. */
  public void reuse(int i, double factor) {
    int offset = i * length;
    for (int j = 0; j < length; j++) {
      v[j] = factor * v[offset + j];
    }
  }

  /** s at the end of the step is S; false when it is not finite. */
  public boolean finish() {
    System.arraycopy(stage, 0, next, 0, length);
    return Finite.all(next);
  }

  /** The largest norm of a direction of the error Σ_j w_j V_j over the first stages. */
  public double error(ErrorScale errors, double[] w, int stages) {
    Arrays.fill(work, 0.0);
    StageCombination.of(work, work, w, v, stages, length);
    return norm(errors, work, 0);
  }

  /** The largest norm of a direction of the error V_i. */
  public double error(ErrorScale errors, int i) {
    return norm(errors, v, i * length);
  }

  private double norm(ErrorScale errors, double[] error, int offset) {
    double largest = 0;
    for (int j = 0; j < count; j++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        int at = i * width + j;
        double size = Math.max(Math.abs(s[at]), Math.abs(next[at]));
        double tolerance = errors.floor(support.state(i)) + errors.relative() * size;
        double value = error[offset + at];
        double ratio = value == 0 ? 0 : value / tolerance;
        sum += ratio * ratio;
      }
      largest = Math.max(largest, sum);
    }
    return states == 0 ? 0 : Math.sqrt(largest / states);
  }

  /** Takes its columns of a matrix, n × all directions, for s. */
  public void read(RowMatrix matrix) {
    double[] values = matrix.values();
    for (int i = 0; i < rows; i++) {
      int from = matrix.row(support.state(i));
      for (int j = 0; j < count; j++) {
        s[i * width + j] = values[from + direction[j]];
      }
    }
  }

  /** Whether its columns of a matrix, n × all directions, are 0 outside of the support. */
  public boolean holds(RowMatrix matrix) {
    double[] values = matrix.values();
    for (int state = 0; state < states; state++) {
      if (support.place(state) < 0) {
        for (int d : direction) {
          if (values[matrix.row(state) + d] != 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Writes s into n rows of a matrix of all directions, from {@code first} on. */
  public void write(RowMatrix out, int first) {
    for (int state = 0; state < states; state++) {
      writeRow(state, s, out, first);
    }
  }

  /** Writes s + Σ_j w_j V_j, over the first stages, for some states; as {@link #write}. */
  public void interpolate(double[] w, int stages, int[] watched, RowMatrix out, int first) {
    for (int state : watched) {
      int row = support.place(state);
      if (row >= 0) {
        combineRow(w, stages, row * width);
      }
      writeRow(state, work, out, first);
    }
  }

  /** A row of work ← that of s + Σ_j w_j V_j. */
  private void combineRow(double[] w, int stages, int from) {
    System.arraycopy(s, from, work, from, width);
    for (int j = 0; j < stages; j++) {
      double weight = w[j];
      int source = j * length + from;
      for (int q = 0; q < width; q++) {
        work[from + q] += weight * v[source + q];
      }
    }
  }

  private void writeRow(int state, double[] from, RowMatrix out, int first) {
    int row = support.place(state);
    int to = out.row(first + state);
    double[] values = out.values();
    if (row >= 0 && isContiguous && count > 0) {
      System.arraycopy(from, row * width, values, to + direction[0], count);
      return;
    }
    for (int j = 0; j < count; j++) {
      values[to + direction[j]] = row < 0 ? 0 : from[row * width + j];
    }
  }

  public void advance() {
    System.arraycopy(next, 0, s, 0, length);
  }
}
