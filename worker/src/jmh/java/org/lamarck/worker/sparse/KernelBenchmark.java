package org.lamarck.worker.sparse;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.lamarck.strategies.random.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The innermost loops on a random sparse Jacobian: to factorise W, one solution, a product and
 * solutions for many directions, with vector instructions and without. {@code -prof gc} shows that
 * none allocates.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Thread)
public class KernelBenchmark {
  private static final double ENTRIES_PER_ROW = 4;

  @Param({"8", "30", "200"})
  private int states;

  @Param({"8", "28", "64"})
  private int width;

  private final RowKernel scalar = new ScalarRowKernel();
  private final RowKernel fastest = RowKernel.fastest();
  private SparseLu lu;
  private SparseRows rows;
  private double[] jacobian;
  private double[] x;
  private double[] out;
  private double[] one;

  /** Makes a matrix with a few entries in each row, dominated by its diagonal. */
  @Setup
  public void lay() {
    RandomStream random = RandomStream.of(3);
    int[] start = new int[states + 1];
    int[] column = new int[states * states];
    int size = 0;
    for (int i = 0; i < states; i++) {
      for (int j = 0; j < states; j++) {
        if (i == j || random.nextDouble() < ENTRIES_PER_ROW / states) {
          column[size++] = j;
        }
      }
      start[i + 1] = size;
    }
    SparsePattern pattern = new SparsePattern(start, Arrays.copyOf(column, size));
    jacobian = new double[size];
    Arrays.setAll(jacobian, e -> random.nextDouble() - 0.5);
    lu = new SparseLu(states, pattern);
    lu.factorise(jacobian, states);
    int[] place = new int[states];
    Arrays.setAll(place, i -> i);
    rows = SparseRows.of(pattern, place, states);
    x = new double[states * width];
    Arrays.setAll(x, i -> random.nextDouble());
    out = new double[states * width];
    one = new double[states];
  }

  /** L and U of W. */
  @Benchmark
  public boolean factorise() {
    return lu.factorise(jacobian, states);
  }

  /** One right-hand side. */
  @Benchmark
  public double[] solve() {
    Arrays.fill(one, 1.0);
    lu.solve(one, 0);
    return one;
  }

  /** All directions; vector instructions where there are any. */
  @Benchmark
  public double[] solveMany() {
    Arrays.fill(out, 1.0);
    lu.solveMany(out, width);
    return out;
  }

  /** J times all directions, without vector instructions. */
  @Benchmark
  public double[] multiplyScalar() {
    Arrays.fill(out, 0.0);
    scalar.multiplyAdd(jacobian, rows, x, out, width);
    return out;
  }

  /** J times all directions. */
  @Benchmark
  public double[] multiplyFastest() {
    Arrays.fill(out, 0.0);
    fastest.multiplyAdd(jacobian, rows, x, out, width);
    return out;
  }
}
