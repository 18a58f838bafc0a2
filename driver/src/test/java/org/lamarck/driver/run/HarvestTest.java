package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

class HarvestTest {
  private static final Best FLOOR = new Best(Vector.of(0), -1, "guess", 0);

  private static List<Individual> individuals(long... ids) {
    return LongStream.of(ids)
        .mapToObj(
            id ->
                Individual.failed(
                    new Proposal(
                        id, "cma", List.of(Vector.of(0)), new Work.Evaluate(Derivatives.NONE)),
                    new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, "")))
        .toList();
  }

  @Test
  void allAreInTheOrderOfAskingWhateverTheOrderOfArrival() {
    Harvest harvest = new Harvest(individuals(7, 3), List.of(1.0, 2.0), individuals(5), null);
    assertThat(harvest.all()).extracting(Individual::id).containsExactly(3L, 5L, 7L);
    assertThat(harvest.arrivals(9)).containsExactly(2.0, 9.0, 1.0); // under way: now
  }

  @Test
  void aFloorAloneIsNoPartOfAGeneration() {
    assertThat(Harvest.NONE.isPart()).isFalse();
    Harvest harvest = new Harvest(individuals(1), List.of(1.0), List.of(), FLOOR);
    assertThat(harvest.isPart()).isTrue();
    assertThat(harvest.floorAlone().isPart()).isFalse();
    assertThat(harvest.floorAlone().floor()).isEqualTo(FLOOR);
  }
}
