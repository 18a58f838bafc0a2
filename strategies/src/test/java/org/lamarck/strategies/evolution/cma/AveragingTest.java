package org.lamarck.strategies.evolution.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.population.Work;

class AveragingTest {
  private static Individual worth(Evaluation evaluation) {
    return ProposalRunner.run(
        new Proposal(0, "cma", List.of(Vector.of(0)), Work.VALUE),
        (x, derivatives) -> evaluation,
        Landscape.box(1, -1, 1));
  }

  /** Values 0, 1, …, 11, whose quartiles are 3 and 9, each with this error. */
  private static List<Individual> samples(double error) {
    List<Individual> samples = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      samples.add(worth(new Evaluation.Estimate(k, error, 2)));
    }
    return samples;
  }

  @Test
  void withoutNoiseNothingIsAveraged() {
    List<Individual> exact = new ArrayList<>();
    for (int k = 0; k < 12; k++) {
      exact.add(worth(new Evaluation.Value(k)));
    }
    assertThat(Averaging.NONE.after(exact)).isEqualTo(Averaging.NONE);
    assertThat(Averaging.NONE.ofSample()).isEqualTo(1);
  }

  @Test
  void fewerThanFourEstimatesTellNothing() {
    assertThat(Averaging.NONE.after(samples(1).subList(0, 3))).isEqualTo(Averaging.NONE);
    List<Individual> failed = new ArrayList<>(samples(1).subList(0, 3));
    for (int k = 0; k < 9; k++) {
      failed.add(worth(Landscape.failed()));
    }
    assertThat(Averaging.NONE.after(failed)).isEqualTo(Averaging.NONE);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "2, 1", "3, 1.3", "100, 1.3"})
  void drawsAreAddedWhereNoiseIsTooMuchOfTheSpread(double error, double replicates) {
    // the spread by quartiles is 6/1.349 = 4.45; 30 % of its square is 5.9
    Averaging averaging = Averaging.NONE.after(samples(error));
    assertThat(averaging.isNoisy()).isTrue();
    assertThat(averaging.replicates()).isEqualTo(replicates);
    double spread = 6 / 1.3489795003921634;
    assertThat(averaging.share())
        .isCloseTo(Math.min(1, error * error / (spread * spread)), within(1e-12));
  }

  @Test
  void drawsAreSavedAgainWhereNoiseIsLittle() {
    Averaging averaging = new Averaging(true, 8, 0.5);
    for (int g = 0; g < 60; g++) {
      averaging = averaging.after(samples(0.1));
    }
    assertThat(averaging.replicates()).isEqualTo(1); // never below
    assertThat(averaging.share()).isLessThan(0.001);
  }

  @Test
  void noiseThatNeverEndsIsNotFoughtForEver() {
    Averaging averaging = Averaging.NONE;
    for (int g = 0; g < 200; g++) {
      averaging = averaging.after(samples(100));
    }
    assertThat(averaging.replicates()).isEqualTo(1e6);
    assertThat(averaging.ofMean(1000)).isEqualTo(1_000_000);
  }

  @Test
  void equalValuesAreAllNoise() {
    List<Individual> equal = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      equal.add(worth(new Evaluation.Estimate(1, 0.1, 2)));
    }
    assertThat(Averaging.NONE.after(equal).share()).isEqualTo(1);
  }

  @Test
  void theMeanCostsAFifthOfItsSamples() {
    assertThat(new Averaging(true, 3, 0.2).ofMean(10)).isEqualTo(6);
    assertThat(new Averaging(true, 1, 0.2).ofMean(4)).isEqualTo(1);
    assertThat(new Averaging(true, 2.6, 0.2).ofSample()).isEqualTo(3);
  }
}
