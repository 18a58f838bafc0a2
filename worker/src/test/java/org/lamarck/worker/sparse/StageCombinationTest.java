package org.lamarck.worker.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

/** Combinations of any number of stages and their transposes, beside sums in plain order. */
class StageCombinationTest {
  /** Twenty numbers of order 1 are added. */
  private static final double ROUNDING = 1e-14;

  private static final int LENGTH = 5;

  private final RandomStream random = RandomStream.of(11);

  @Test
  void combinesAnyNumberOfStages() {
    for (int count = 0; count <= 20; count++) {
      double[] w = Matrices.vector(random, count);
      double[] u = Matrices.vector(random, count * LENGTH);
      double[] start = Matrices.vector(random, LENGTH);
      double[] expected = start.clone();
      for (int j = 0; j < count; j++) {
        for (int s = 0; s < LENGTH; s++) {
          expected[s] += w[j] * u[j * LENGTH + s];
        }
      }
      double[] out = new double[LENGTH];
      StageCombination.of(out, start, w, u, count, LENGTH);
      assertThat(out).containsExactly(expected, within(ROUNDING));
      StageCombination.of(start, start, w, u, count, LENGTH);
      assertThat(start).as("in place").isEqualTo(out);
    }
  }

  @Test
  void passesBackToAnyNumberOfStagesWhatEachGetsAlone() {
    for (int count = 0; count <= 20; count++) {
      double[] a = Matrices.vector(random, count);
      double[] c = Matrices.vector(random, count);
      double[] g = Matrices.vector(random, LENGTH);
      double[] z = Matrices.vector(random, LENGTH);
      double[] u = Matrices.vector(random, (count + 1) * LENGTH);
      double[] one = u.clone();
      double[] two = u.clone();
      for (int j = 0; j < count; j++) {
        for (int s = 0; s < LENGTH; s++) {
          one[j * LENGTH + s] += a[j] * g[s];
          two[j * LENGTH + s] += a[j] * g[s] + c[j] * z[s];
        }
      }
      double[] byOne = u.clone();
      StageTranspose.add(byOne, count, a, g, LENGTH);
      assertThat(byOne).isEqualTo(one);
      StageTranspose.add(u, count, a, g, c, z, LENGTH);
      assertThat(u).isEqualTo(two);
    }
  }

  /** Long ones are computed in vector instructions where there are any. */
  @Test
  void longStagesHaveTheBitsOfShortOnes() {
    int length = 71; // no multiple of a vector's length
    for (int count = 0; count <= 13; count++) {
      double[] w = Matrices.vector(random, count);
      double[] u = Matrices.vector(random, count * length);
      double[] start = Matrices.vector(random, length);
      double[] out = new double[length];
      StageCombination.of(out, start, w, u, count, length);
      double[] bars = u.clone();
      StageTranspose.add(bars, count, w, start, length);
      for (int s = 0; s < length; s++) {
        double[] single = new double[count];
        for (int j = 0; j < count; j++) {
          single[j] = u[j * length + s];
        }
        double[] one = {start[s]};
        double[] its = new double[1];
        StageCombination.of(its, one, w, single, count, 1);
        assertThat(out[s]).isEqualTo(its[0]);
        StageTranspose.add(single, count, w, one, 1);
        for (int j = 0; j < count; j++) {
          assertThat(bars[j * length + s]).isEqualTo(single[j]);
        }
      }
    }
  }

  @Test
  void aStageThatGathersHasTheBitsOfOneThatIsPassedTo() {
    for (int length : new int[] {LENGTH, 71}) { // short, and long enough for vectors
      for (int count = 0; count <= 13; count++) {
        int at = 2 * length;
        double[] u = Matrices.vector(random, 3 * length);
        double[] w = Matrices.vector(random, count);
        double[][] g = new double[count][];
        double[] passedTo = Arrays.copyOfRange(u, at, at + length);
        for (int k = 0; k < count; k++) {
          g[k] = Matrices.vector(random, length);
          StageTranspose.add(passedTo, 1, new double[] {w[k]}, g[k], length);
        }
        double[] out = new double[length];
        StageTranspose.gather(out, u, at, w, g, count, length);
        assertThat(out).isEqualTo(passedTo);
      }
    }
  }

  @Test
  void numbersAreFiniteWhenEachOfThemIs() {
    for (int length = 0; length <= 9; length++) {
      double[] values = Matrices.vector(random, length);
      assertThat(Finite.all(values)).isTrue();
      double[] large = new double[length];
      Arrays.fill(large, Double.MAX_VALUE);
      assertThat(Finite.all(large)).as("their sum is not").isTrue();
      for (int i = 0; i < length; i++) {
        for (double bad :
            new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
          double[] spoilt = values.clone();
          spoilt[i] = bad;
          assertThat(Finite.all(spoilt)).isFalse();
        }
      }
    }
  }
}
