package org.lamarck.strategies.evolution.bbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BbobTest {
  /**
   * ioh 0.4.2 computes the same functions in C++. Sums of waves of frequency 3¹¹ (f16), of cosines
   * of 1e4 (f19) and of 2³² (f23) differ in the last digits of their arguments: 2e-12 was seen.
   */
  private static final double ROUNDING = 1e-10;

  @Test
  void valuesAreThoseOfIoh() throws IOException {
    int rows = 0;
    for (String line : lines()) {
      String[] cells = line.split("\t", -1);
      double[] x =
          Arrays.stream(cells[3].split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
      double expected = Double.parseDouble(cells[2]);
      Bbob function = Bbob.of(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), x.length);
      double above = expected - function.value();
      assertThat(above).isPositive();
      assertThat(function.at(x))
          .as("f%s, instance %s, of %s", cells[0], cells[1], cells[3])
          .isCloseTo(expected, offset(ROUNDING * above + Math.ulp(expected)));
      rows++;
    }
    assertThat(rows).isEqualTo(2 * 2 * Bbob.FUNCTIONS);
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                BbobTest.class.getResourceAsStream("ioh.tsv"), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    }
  }

  @Test
  void nothingIsBelowTheOptimum() {
    for (int number = 1; number <= Bbob.FUNCTIONS; number++) {
      Bbob function = Bbob.of(number, 3, 5);
      assertThat(function.at(function.optimum())).isCloseTo(function.value(), offset(1e-12));
      for (int i = 0; i < 5; i++) {
        double[] beside = function.optimum().clone();
        beside[i] += 0.01 * (i % 2 == 0 ? 1 : -1);
        assertThat(function.at(beside)).isGreaterThanOrEqualTo(function.value());
      }
    }
  }

  /**
   * Schaffer's f17 has ripples that grow finer and lower towards its optimum. Solved at 94,000 and
   * 86,000 values, a gradient counting four; not in 200,000 when ripples that are a twentieth apart
   * in value end a run of CMA-ES as one basin.
   */
  @Test
  void ripplesDoNotEndARunThatComesDownThroughThem() {
    for (int instance : new int[] {1, 2}) {
      double budget = 200_000;
      BbobTrial trial = new BbobTrial(Bbob.of(17, instance, 10), 4, budget);
      assertThat(trial.cost("hybrid", instance)).as("instance %d", instance).isLessThan(budget);
    }
  }

  /**
   * A gradient counts as n + 1 values, as if it were made of differences. Measured over three
   * instances, in values (hybrid / CMA-ES with restarts): f8 374 / 1,982, f9 396 / 1,935, f10 808 /
   * 1,994, f12 630 / 5,092.
   */
  @Test
  void hybridIsFasterThanCmaEsInCurvedValleysEvenIfGradientsArePaidInValues() {
    for (int number : new int[] {8, 9, 10, 12}) {
      double hybrid = 0;
      double bipop = 0;
      for (int instance = 1; instance <= 3; instance++) {
        BbobTrial trial = new BbobTrial(Bbob.of(number, instance, 5), 6, 10_000);
        hybrid += trial.cost("hybrid", instance);
        bipop += trial.cost("bipop", instance);
      }
      assertThat(hybrid).as("f%d", number).isLessThan(bipop);
    }
  }
}
