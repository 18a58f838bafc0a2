package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class TrustRegionSubproblemTest {
  private static final int N = 7;

  /** Jᵀ J with columns over so many decades, and g = Jᵀ r. */
  private static final class Draw {
    final Matrix h;
    final Vector g;

    Draw(RandomStream random, int decades, int rows) {
      double[] j = new double[rows * N];
      double[] r = new double[rows];
      for (int i = 0; i < rows; i++) {
        r[i] = 10 * random.nextGaussian();
        for (int k = 0; k < N; k++) {
          j[i * N + k] = random.nextGaussian() * Math.pow(10, -decades * k / (N - 1.0));
        }
      }
      Matrix jacobian = Matrix.of(rows, N, j);
      h = jacobian.gram();
      g = jacobian.transposeTimes(Vector.of(r));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 9})
  void meetsTheConditionsOfMoreAndSorensen(int decades) {
    RandomStream random = RandomStream.of(decades);
    TrustRegionSubproblem subproblem = new TrustRegionSubproblem(N);
    for (int draw = 0; draw < 200; draw++) {
      Draw problem = new Draw(random, decades, draw % 2 == 0 ? 12 : N - 2); // full rank or not
      double radius = Math.pow(10, random.nextDouble(-6, 2));
      double[] p = new double[N];
      subproblem.solve(problem.h.toArray(), problem.g.toArray(), N, radius, p);
      check(problem, radius, Vector.of(p));
      for (double other : new double[] {radius / 7, 1e-4 * radius, 30 * radius}) {
        subproblem.follow(problem.h.toArray(), problem.g.toArray(), N, other, p);
        check(problem, other, Vector.of(p));
      }
    }
  }

  private static void check(Draw problem, double radius, Vector p) {
    assertThat(p.norm()).isLessThanOrEqualTo(radius * (1 + 1e-12));
    Vector slope = problem.h.times(p).plus(problem.g); // −λp
    double scale = problem.g.norm() + problem.h.times(p).norm();
    double lambda = -slope.dot(p) / p.dot(p);
    if (p.norm() < 0.89 * radius) {
      // inside: a Newton step
      assertThat(slope.norm()).isLessThanOrEqualTo(1e-6 * scale);
      return;
    }
    // a step that is scaled by up to a tenth is parallel to one of the family only so far
    assertThat(lambda).isGreaterThanOrEqualTo(-1e-6 * scale / p.norm());
    assertThat(slope.plus(lambda, p).norm()).isLessThanOrEqualTo(0.2 * scale);
    assertThat(p.dot(problem.g)).isNegative();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-300, Double.NaN})
  void comesToAnEndWhateverTheMatrixIs(double value) {
    double[] h = Matrix.zeros(N, N).toArray();
    Arrays.fill(h, value);
    double[] p = new double[N];
    new TrustRegionSubproblem(N).solve(h, Vector.zeros(N).with(0, 1).toArray(), N, 2, p);
    if (!Double.isNaN(value)) {
      assertThat(p[0]).isCloseTo(-2, within(1e-9));
    }
  }
}
