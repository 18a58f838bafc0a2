package org.lamarck.worker.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

class MomentsTest {
  @Test
  void momentsOfPartsJoinToThoseOfAll() {
    RandomStream random = RandomStream.of(4);
    Moments all = new Moments(1, 2);
    Moments first = new Moments(1, 2);
    Moments second = new Moments(1, 2);
    double[] sum = new double[2];
    double[][] runs = new double[40][2];
    for (int run = 0; run < runs.length; run++) {
      runs[run] = new double[] {1e6 + random.nextDouble(), random.nextInt(10)};
      all.add(runs[run]);
      (run < 13 ? first : second).add(runs[run]);
      sum[0] += runs[run][0];
      sum[1] += runs[run][1];
    }
    first.add(new Moments(1, 2)); // of no runs, which changes nothing
    first.add(second);
    assertThat(first.count()).isEqualTo(40);
    for (int column = 0; column < 2; column++) {
      double mean = sum[column] / 40;
      double squares = 0;
      for (double[] run : runs) {
        squares += (run[column] - mean) * (run[column] - mean);
      }
      double sd = Math.sqrt(squares / 39);
      // a sum of squares of 1e12 would leave 4 digits of a deviation of 0.3
      assertThat(all.standardDeviation().get(0, column)).isCloseTo(sd, within(1e-8));
      assertThat(first.standardDeviation().get(0, column)).isCloseTo(sd, within(1e-8));
      assertThat(first.mean().get(0, column)).isCloseTo(mean, within(1e-9));
    }
  }

  @Test
  void aSingleRunHasAMeanAndNoDeviation() {
    Moments one = new Moments(1, 1);
    one.add(new double[] {3});
    assertThat(one.mean().get(0, 0)).isEqualTo(3);
    assertThat(one.standardDeviation().get(0, 0)).isNaN();
  }
}
