package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Cholesky;
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

  @Test
  void anUpdateMeetsTheSecantEquationWhereTheValueBendsUp() {
    for (int seed = 0; seed < 50; seed++) {
      RandomStream random = RandomStream.of(seed);
      Matrix before = square(random).gram().plus(1, Matrix.identity(N));
      Vector s = vector(random);
      Vector y = square(random).gram().plus(1, before).times(s); // curvature above what is known
      Matrix after = SecantHessian.update(before, s, y);
      assertThat(after.times(s).minus(y).maxNorm()).isLessThan(1e-10 * y.maxNorm());
      assertThat(after.plus(-1, transposed(after)).times(s).maxNorm()).isLessThan(1e-10);
    }
  }

  @Test
  void anUpdateStaysPositiveWhicheverWayTheValueBends() {
    Cholesky cholesky = new Cholesky(N);
    for (int seed = 0; seed < 50; seed++) {
      RandomStream random = RandomStream.of(seed);
      Matrix half = square(random);
      Matrix saddle = half.plus(1, transposed(half));
      Matrix hessian = Matrix.identity(N);
      for (int k = 0; k < 8; k++) { // each may take four fifths: 1e-6 is left
        Vector s = vector(random);
        double before = s.dot(hessian.times(s));
        hessian = SecantHessian.update(hessian, s, saddle.times(s));
        assertThat(cholesky.factor(hessian.toArray(), 0)).as("update %d", k).isTrue();
        // Powell (1978): a fifth of what it was along s, to rounding
        assertThat(s.dot(hessian.times(s))).isGreaterThan(0.19 * before);
      }
    }
  }

  @Test
  void aStepOfNothingTeachesNothing() {
    Matrix before = Matrix.identity(N);
    assertThat(SecantHessian.update(before, Vector.zeros(N), Vector.zeros(N))).isEqualTo(before);
    Vector huge = Vector.zeros(N).map(zero -> 1e200);
    assertThat(SecantHessian.update(before, huge, huge).isFinite()).isTrue();
    assertThat(
            SecantHessian.remainder(before, Matrix.zeros(N, N), Vector.zeros(N).with(0, 1), huge))
        .isEqualTo(before);
  }

  @Test
  void theIdentityIsInUnitsOfTheBox() {
    assertThat(SecantHessian.diagonal(2, new double[] {1, 2, 0}))
        .isEqualTo(Matrix.of(3, 3, 2, 0, 0, 0, 0.5, 0, 0, 0, 1));
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
