package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class SecantHessianTest {
  private static final int N = 6;

  private static Vector vector(RandomStream random) {
    return Vector.zeros(N).map(zero -> random.nextGaussian());
  }

  private static Matrix square(RandomStream random) {
    double[] values = new double[N * N];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Matrix.of(N, N, values);
  }

  @Test
  void remainderMakesUpForTheChangeOfTheGradient() {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream random = RandomStream.of(seed);
      Matrix gaussNewton = square(random).gram();
      Matrix half = square(random);
      Matrix before = half.plus(1, transposed(half));
      Vector s = vector(random);
      Vector y = vector(random); // bends up or down: both must do
      Matrix after = SecantHessian.remainder(before, gaussNewton, s, y);
      Vector foretold = gaussNewton.times(s).plus(1, after.times(s));
      // entries are of order 10 and v may be nearly orthogonal to s: eight digits are left
      assertThat(foretold.minus(y).maxNorm()).isLessThan(1e-8);
      assertThat(after.plus(-1, transposed(after)).times(s).maxNorm()).isLessThan(1e-9);
    }
  }

  @Test
  void remainderShrinksWhereGaussNewtonIsRight() {
    RandomStream random = RandomStream.of(3);
    Matrix gaussNewton = square(random).gram();
    Matrix before = Matrix.identity(N);
    Vector s = vector(random);
    Matrix after = SecantHessian.remainder(before, gaussNewton, s, gaussNewton.times(s));
    // nothing is left out along s: the size is 0, and with it all that was believed before
    assertThat(after.times(vector(random)).maxNorm()).isCloseTo(0, within(1e-12));
  }

  private static Matrix transposed(Matrix matrix) {
    double[] values = new double[N * N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        values[i * N + j] = matrix.get(j, i);
      }
    }
    return Matrix.of(N, N, values);
  }
}
