package org.lamarck.strategies.evolution.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

class DifferentialEvolutionTest {
  private static final SearchSpace SPACE = Landscape.box(5, -5, 4);

  /**
   * On the benchmark's Rastrigin function in five dimensions it took 5,086 values to 1e-8 (two
   * instances); a random search would be within 1 of the minimum in one of 10⁷ points.
   */
  @Test
  void findsTheBestOfManyMinimaAlongTheAxes() {
    Objective rastrigin = Landscape.valueOnly(x -> 0.5 * squares(Landscape.rastrigin(x)));
    for (long seed = 1; seed <= 3; seed++) {
      Generation generation = after(800, rastrigin, seed); // of 25 values
      assertThat(generation.best().orElseThrow().value()).isLessThan(1e-8);
    }
  }

  private static double squares(double[] r) {
    double sum = 0;
    for (double one : r) {
      sum += one * one;
    }
    return sum;
  }

  @Test
  void aPopulationThatIsOnePointBeginsAnew() {
    Objective sphere = Landscape.valueOnly(x -> squares(x));
    DifferentialGeneration generation = (DifferentialGeneration) after(700, sphere, 1);
    assertThat(generation.run().epoch()).isPositive();
    assertThat(generation.archive().basins()).isNotEmpty();
    assertThat(generation.best().orElseThrow().value()).isLessThan(1e-15);
  }

  private static Generation after(int generations, Objective objective, long seed) {
    Generation generation =
        DifferentialEvolution.DEFAULT.begin(SPACE, RandomStream.of(seed), List.of());
    for (int g = 0; g < generations; g++) {
      List<Individual> lived =
          generation.ask().stream().map(one -> ProposalRunner.run(one, objective, SPACE)).toList();
      generation = generation.tell(lived);
    }
    return generation;
  }

  @Test
  void remembersMeansOfWhatSucceededByWhatItGained() {
    SuccessHistory begun = SuccessHistory.begin();
    SuccessHistory told =
        begun.with(List.of(success(0.2, 0.1, 1), success(0.8, 0.9, 3))).with(List.of());
    // Lehmer: (¼ 0.2² + ¾ 0.8²) / (¼ 0.2 + ¾ 0.8); the rate by the arithmetic mean
    assertThat(told.factors().get(0)).isCloseTo(0.49 / 0.65, within(1e-12));
    assertThat(told.rates().get(0)).isCloseTo(0.25 * 0.1 + 0.75 * 0.9, within(1e-12));
    assertThat(told.next()).isEqualTo(1);
    assertThat(told.factors().subList(1, 10)).containsOnly(0.5);
  }

  private static SuccessHistory.Success success(double factor, double rate, double gain) {
    return new SuccessHistory.Success(new SuccessHistory.Draw(factor, rate), gain);
  }

  @Test
  void drawsFactorsAndRatesThatCanBe() {
    for (int k = 0; k < 10_000; k++) {
      SuccessHistory.Draw draw = SuccessHistory.begin().draw(RandomStream.of(k));
      assertThat(draw.factor()).isGreaterThan(0).isLessThanOrEqualTo(1);
      assertThat(draw.rate()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void populationsThatCannotRecombineAreRefused() {
    assertThatThrownBy(() -> new DifferentialEvolution(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("populationSize (3) must be at least 4");
  }
}
