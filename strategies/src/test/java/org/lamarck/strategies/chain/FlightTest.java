package org.lamarck.strategies.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class FlightTest {
  private static final Metric TILTED =
      Metric.of(Matrix.of(3, 3, 0.5, 0.3, -0.1, 0.3, 2, 0.4, -0.1, 0.4, 0.7));

  private static Flight flown(Vector z, Vector q, Metric metric, double time) {
    return Objects.requireNonNull(Flight.inBox(z, q, metric, time));
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 1, 0.5, 0.8, 1", "0.3, 1, 0.9, 0.8, -1", "0.3, 1, 1.9, 0.2, 1", "0.3, -1, 0.5, 0.2, 1",
    "0.3, 1, -0.5, 0.2, -1", "0, -2, 0.25, 0.5, 2", "1, 0, 7, 1, 0", "0.3, 1, 100, 0.3, 1"
  })
  void betweenTwoWallsItGoesToAndFro(double from, double q, double time, double end, double last) {
    Flight flight = flown(Vector.of(from), Vector.of(q), Metric.identity(1), time);
    assertThat(flight.z().get(0)).isCloseTo(end, within(1e-13)); // rounding of a hundred walls
    assertThat(flight.momentum()).isEqualTo(Vector.of(last));
  }

  @Test
  void withoutAWallItIsStraight() {
    Vector z = Vector.of(0.4, 0.5, 0.6);
    Vector q = Vector.of(0.1, -0.2, 0.05);
    Flight flight = flown(z, q, TILTED, 0.3);
    assertThat(flight.momentum()).isEqualTo(q);
    assertThat(flight.z().minus(z.plus(0.3, TILTED.velocity(q))).maxNorm()).isLessThan(1e-15);
  }

  @Test
  void backInTimeItIsTheSameAndNoEnergyIsLost() {
    RandomStream random = RandomStream.of(1);
    for (int k = 0; k < 100; k++) {
      Vector z = Vector.of(random.nextDouble(), random.nextDouble(), random.nextDouble());
      Vector q =
          Vector.of(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(3);
      Flight there = flown(z, q, TILTED, 2);
      assertThat(there.z().minus(Vector.of(0.5, 0.5, 0.5)).maxNorm()).isLessThanOrEqualTo(0.5);
      assertThat(there.momentum().norm()).isCloseTo(q.norm(), within(1e-13 * q.norm()));
      Flight back = flown(there.z(), there.momentum(), TILTED, -2);
      // rounding, of a dozen walls
      assertThat(back.z().minus(z).maxNorm()).isLessThan(1e-11);
      assertThat(back.momentum().minus(q).maxNorm()).isLessThan(1e-11);
    }
  }

  @Test
  void itKeepsTheVolumeOfPhaseSpace() {
    double[] at = {0.2, 0.7, 0.9, 0.8, -2.1, 1.3}; // z, q; five walls on the way
    double h = 1e-6;
    double[][] jacobian = new double[6][6];
    for (int j = 0; j < 6; j++) {
      double[] up = flown(at, j, h);
      double[] down = flown(at, j, -h);
      for (int i = 0; i < 6; i++) {
        jacobian[i][j] = (up[i] - down[i]) / (2 * h);
      }
    }
    double determinant = new LUDecomposition(new Array2DRowRealMatrix(jacobian)).getDeterminant();
    // a flight is linear but for where it is thrown back: rounding over h
    assertThat(Math.abs(determinant)).isCloseTo(1, within(1e-7));
  }

  private static double[] flown(double[] at, int moved, double by) {
    double[] from = at.clone();
    from[moved] += by;
    Flight flight = flown(Vector.copyOf(from, 0, 3), Vector.copyOf(from, 3, 3), TILTED, 1);
    double[] to = new double[6];
    flight.z().copyInto(to, 0);
    flight.momentum().copyInto(to, 3);
    return to;
  }

  @Test
  void oneThatMeetsAThousandWallsIsLost() {
    assertThat(Flight.inBox(Vector.of(0.5), Vector.of(1), Metric.identity(1), 999)).isNotNull();
    assertThat(Flight.inBox(Vector.of(0.5), Vector.of(1), Metric.identity(1), 1002)).isNull();
  }
}
