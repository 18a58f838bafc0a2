package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Matrices;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/** The compact form beside the matrix it stands for, made by the BFGS recursion. */
class CompactModelTest {
  /** s and y of steps on a quadratic of this Hessian. */
  private record Step(Vector s, Vector y) {}

  private static List<Step> steps(Matrix hessian, int count, RandomStream random) {
    List<Step> steps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Vector s = Matrices.normal(hessian.rows(), random);
      steps.add(new Step(s, hessian.times(s)));
    }
    return steps;
  }

  private static CompactModel model(int n, List<Step> steps) {
    double[] unit = new double[n];
    Arrays.fill(unit, 1);
    List<LbfgsbState.Pair> pairs =
        steps.stream().map(step -> new LbfgsbState.Pair(step.s(), step.y())).toList();
    return new CompactModel(unit, pairs);
  }

  /** θI, then an update for each pair: Byrd et al. (1995), what eq. 3.2 is the compact form of. */
  private static Matrix dense(int n, List<Step> steps) {
    Step last = steps.get(steps.size() - 1);
    double theta = last.y().dot(last.y()) / last.s().dot(last.y());
    double[] b = Matrix.identity(n).toArray();
    for (int i = 0; i < b.length; i++) {
      b[i] *= theta;
    }
    for (Step step : steps) {
      Vector bs = Matrix.of(n, n, b).times(step.s());
      double sBs = step.s().dot(bs);
      double sy = step.s().dot(step.y());
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          b[i * n + j] += step.y().get(i) * step.y().get(j) / sy - bs.get(i) * bs.get(j) / sBs;
        }
      }
    }
    return Matrix.of(n, n, b);
  }

  private static double value(Matrix b, Vector g, Vector step) {
    return g.dot(step) + step.dot(b.times(step)) / 2;
  }

  private static Vector minimised(CompactModel model, double low, double high, Vector g) {
    int n = g.size();
    double[] lower = new double[n];
    double[] upper = new double[n];
    Arrays.fill(lower, low);
    Arrays.fill(upper, high);
    double[] target = new double[n];
    assertThat(model.minimise(lower, upper, g.toArray(), target)).isTrue();
    return Vector.of(target);
  }

  private static Matrix hessian(int n, RandomStream random) {
    double[] lambda = new double[n];
    for (int i = 0; i < n; i++) {
      lambda[i] = 1 + 9.0 * i / n;
    }
    return Matrix.of(n, n, Matrices.withSpectrum(lambda, random));
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "5, 2", "8, 5", "20, 10"})
  void farFromBoundsTheStepIsThatOfTheWholeMatrix(int n, int pairs) {
    RandomStream random = RandomStream.of(n);
    List<Step> steps = steps(hessian(n, random), pairs, random);
    CompactModel model = model(n, steps);
    assertThat(model.regular()).isTrue();
    Vector g = Matrices.normal(n, random);
    RealMatrix b = Matrices.real(n, n, dense(n, steps).toArray());
    double[] newton =
        new LUDecomposition(b)
            .getSolver()
            .solve(new ArrayRealVector(g.times(-1).toArray()))
            .toArray();
    // conditions of ten and of the middle matrix: ten digits are left of sixteen
    assertThat(minimised(model, -1e6, 1e6, g).minus(Vector.of(newton)).maxNorm()).isLessThan(1e-9);
  }

  @Test
  void withoutPairsItIsTheGradientCutAtTheBounds() {
    CompactModel model = model(3, List.of());
    Vector step = minimised(model, -2, 2, Vector.of(1, -5, 0));
    assertThat(step.minus(Vector.of(-1, 2, 0)).maxNorm()).isLessThan(1e-14);
    assertThat(step.get(1)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 2})
  void theStepStaysInTheBoxAndIsNoWorseThanAnyProjectedGradient(double half) {
    int n = 8;
    for (int seed = 0; seed < 100; seed++) {
      RandomStream random = RandomStream.of(seed);
      List<Step> steps = steps(hessian(n, random), 4, random);
      Vector g = Matrices.normal(n, random).times(3);
      Vector step = minimised(model(n, steps), -half, half, g);
      assertThat(step.maxNorm()).isLessThanOrEqualTo(half);
      Matrix b = dense(n, steps);
      double reached = value(b, g, step);
      assertThat(reached).isNegative();
      // the first minimiser along the projected path is at most as high as the nearest points of it
      double cauchy = 0;
      for (double t = 1e-4; t < 10; t *= 1.05) {
        double along = t;
        Vector there = g.map(slope -> Math.max(-half, Math.min(half, -along * slope)));
        double here = value(b, g, there);
        if (here > cauchy) {
          break; // past the first minimum
        }
        cauchy = here;
      }
      assertThat(reached).isLessThanOrEqualTo(cauchy + 1e-9 * Math.abs(cauchy));
    }
  }

  @Test
  void coordinatesWithoutAnyWayStay() {
    int n = 4;
    RandomStream random = RandomStream.of(3);
    List<Step> steps = steps(hessian(n, random), 2, random);
    double[] low = {-1, 0, -1, 0};
    double[] high = {1, 0, 1, 5};
    double[] target = new double[n];
    Vector g = Vector.of(1, -2, -1, 3); // the last points at the bound that it is on
    assertThat(model(n, steps).minimise(low, high, g.toArray(), target)).isTrue();
    assertThat(target[1]).isZero();
    assertThat(target[3]).isZero();
    assertThat(target[0]).isNegative();
    assertThat(target[2]).isPositive();
  }

  @Test
  void whatIsSaidThreeTimesIsAsIfItWereSaidOnce() {
    Step step = new Step(Vector.of(1, 0, 0), Vector.of(2, 1, -1));
    CompactModel thrice = model(3, List.of(step, step, step));
    assertThat(thrice.regular()).isTrue();
    Vector g = Vector.of(1, -2, 3);
    // B s = y after the first, so that an update by the same pair adds what it takes away
    Vector once = minimised(model(3, List.of(step)), -1e6, 1e6, g);
    assertThat(minimised(thrice, -1e6, 1e6, g).minus(once).maxNorm()).isLessThan(1e-10);
  }
}
