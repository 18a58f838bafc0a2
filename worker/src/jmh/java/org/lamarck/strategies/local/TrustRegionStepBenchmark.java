package org.lamarck.strategies.local;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
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
 * The first ten steps of a trust region, over a linear problem whose evaluation costs next to
 * nothing: sensitivities over eight decades, mixed by a dense matrix, a third of the optimum
 * outside of the box. The first steps are bound by how far a coordinate may move, the later ones by
 * the bounds.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class TrustRegionStepBenchmark {
  @Param({"30", "100", "300", "1000"})
  private int parameters;

  private Matrix hessian;
  private Vector target;
  private SearchSpace space;
  private Vector start;

  /** Draws a problem. */
  @Setup
  public void draw() {
    int n = parameters;
    RandomStream random = RandomStream.of(1);
    double[] j = new double[n * n];
    for (int i = 0; i < n; i++) {
      double sensitivity = Math.pow(10, -8.0 * i / n);
      for (int k = 0; k < n; k++) {
        j[k * n + i] = 30 * sensitivity * (k == i ? 1 : random.nextGaussian() / Math.sqrt(n));
      }
    }
    hessian = Matrix.of(n, n, j).gram();
    double[] optimum = new double[n];
    for (int i = 0; i < n; i++) {
      optimum[i] = random.nextDouble(-4.5, 4.5);
    }
    target = Vector.of(optimum);
    List<String> names = IntStream.range(0, n).mapToObj(i -> "x" + i).toList();
    space = new SearchSpace(names, Vector.zeros(n).map(x -> -3.0), Vector.zeros(n).map(x -> 3.0));
    start = space.drawStart(RandomStream.of(2));
  }

  /** Ten steps. */
  @Benchmark
  public Refinement tenSteps() {
    Vector none = Vector.of();
    Matrix empty = Matrix.zeros(0, parameters);
    Objective linear =
        (x, derivatives) -> {
          Vector gradient = hessian.times(x.minus(target));
          double value = 0.5 * gradient.dot(x.minus(target));
          return new Evaluation.LeastSquares(value, gradient, none, empty, hessian);
        };
    return TrustRegion.DEFAULT.refine(linear, space, TrustRegion.DEFAULT.begin(start), 10);
  }
}
