package org.lamarck.strategies.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.random.RandomStream;

class MatrixTest {
  private static final Matrix TWO_BY_THREE = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);

  @Test
  void valuesAreReadByRows() {
    assertThat(TWO_BY_THREE.rows()).isEqualTo(2);
    assertThat(TWO_BY_THREE.columns()).isEqualTo(3);
    assertThat(TWO_BY_THREE.get(0, 2)).isEqualTo(3);
    assertThat(TWO_BY_THREE.get(1, 0)).isEqualTo(4);
    assertThat(TWO_BY_THREE.row(1)).isEqualTo(Vector.of(4, 5, 6));
    assertThat(TWO_BY_THREE.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(TWO_BY_THREE).hasToString("2 × 3 [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]");
  }

  @Test
  void neitherWhoMadeItNorWhoReadItCanChangeIt() {
    double[] given = {1, 2, 3, 4};
    Matrix matrix = Matrix.of(2, 2, given);
    given[0] = 9;
    matrix.toArray()[1] = 9;
    assertThat(matrix).isEqualTo(Matrix.of(2, 2, 1, 2, 3, 4));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "7, 2", "2, 9", "30, 12"})
  void productsAreThoseOfCommonsMath(int rows, int columns) {
    RandomStream random = RandomStream.of(31L * rows + columns);
    double[] values = Matrices.normal(rows, columns, random);
    Matrix ours = Matrix.of(rows, columns, values);
    RealMatrix theirs = Matrices.real(rows, columns, values);
    Vector x = Matrices.normal(columns, random);
    Vector y = Matrices.normal(rows, random);
    // sums of at most 30 products of normal numbers: 30 ulps of some 10
    assertClose(ours.times(x), theirs.operate(new ArrayRealVector(x.toArray())).toArray());
    assertClose(
        ours.transposeTimes(y),
        theirs.transpose().operate(new ArrayRealVector(y.toArray())).toArray());
    assertClose(
        Vector.of(ours.gram().toArray()), Matrices.array(theirs.transpose().multiply(theirs)));
  }

  private static void assertClose(Vector ours, double[] theirs) {
    assertThat(ours.minus(Vector.of(theirs)).maxNorm()).isLessThan(1e-13);
  }

  @Test
  void aGramMatrixIsSymmetricToTheBit() {
    Matrix gram = Matrix.of(9, 5, Matrices.normal(9, 5, RandomStream.of(2))).gram();
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(gram.get(i, j)).isEqualTo(gram.get(j, i));
      }
    }
  }

  @Test
  void aGramMatrixOfNoRowsIsZero() {
    assertThat(Matrix.zeros(0, 2).gram()).isEqualTo(Matrix.zeros(2, 2));
  }

  @Test
  void theTransposeIsTheAdjoint() {
    RandomStream random = RandomStream.of(4);
    Matrix a = Matrix.of(6, 4, Matrices.normal(6, 4, random));
    Vector x = Matrices.normal(4, random);
    Vector y = Matrices.normal(6, random);
    // yᵀ(A x) = (Aᵀy)ᵀx, both sums of 24 products
    assertThat(Math.abs(y.dot(a.times(x)) - a.transposeTimes(y).dot(x))).isLessThan(1e-13);
  }

  @Test
  void theIdentityChangesNothing() {
    Vector x = Matrices.normal(5, RandomStream.of(6));
    assertThat(Matrix.identity(5).times(x)).isEqualTo(x);
    assertThat(Matrix.identity(5).transposeTimes(x)).isEqualTo(x);
    assertThat(Matrix.identity(5).gram()).isEqualTo(Matrix.identity(5));
  }

  @Test
  void aMultipleOfAnotherIsAdded() {
    Matrix sum = TWO_BY_THREE.plus(-2, Matrix.of(2, 3, 1, 1, 1, 2, 2, 2));
    assertThat(sum).isEqualTo(Matrix.of(2, 3, -1, 0, 1, 0, 1, 2));
  }

  @Test
  void equalityIsOfShapeAndBits() {
    assertThat(TWO_BY_THREE).isEqualTo(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6));
    assertThat(TWO_BY_THREE.hashCode()).isEqualTo(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6).hashCode());
    assertThat(TWO_BY_THREE).isNotEqualTo(Matrix.of(3, 2, 1, 2, 3, 4, 5, 6));
    assertThat(TWO_BY_THREE).isNotEqualTo(Matrix.of(2, 3, 1, 2, 3, 4, 5, Math.nextUp(6.0)));
    assertThat(Matrix.of(1, 1, 0.0)).isNotEqualTo(Matrix.of(1, 1, -0.0));
    assertThat(Matrix.of(1, 1, Double.NaN)).isEqualTo(Matrix.of(1, 1, Double.NaN));
    assertThat(Matrix.zeros(0, 3)).isNotEqualTo(Matrix.zeros(0, 2));
  }

  @Test
  void oneNumberThatIsNotFiniteIsNoticed() {
    assertThat(TWO_BY_THREE.isFinite()).isTrue();
    assertThat(Matrix.of(1, 2, 0, Double.NaN).isFinite()).isFalse();
    assertThat(Matrix.of(1, 2, Double.NEGATIVE_INFINITY, 0).isFinite()).isFalse();
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Matrix.of(2, 2, 1, 2, 3))
        .hasMessage("3 values do not fill a 2 × 2 matrix");
    assertThatThrownBy(() -> TWO_BY_THREE.times(Vector.zeros(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a 2 × 3 matrix meets a vector of size 2");
    assertThatThrownBy(() -> TWO_BY_THREE.times(Vector.zeros(4)))
        .hasMessage("a 2 × 3 matrix meets a vector of size 4");
    assertThatThrownBy(() -> TWO_BY_THREE.transposeTimes(Vector.zeros(3)))
        .hasMessage("a 3 × 2 matrix meets a vector of size 3");
    assertThatThrownBy(() -> TWO_BY_THREE.plus(1, Matrix.zeros(3, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a 2 × 3 matrix meets a 3 × 2 matrix");
  }
}
