package org.lamarck.strategies.evolution.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

class DifferentialArmTest {
  private static final SearchSpace SPACE = Landscape.box(4, -5, 4);
  private static final HybridSetup SETUP =
      new HybridSetup(Hybrid.of(TrustRegion.DEFAULT), SPACE, RandomStream.of(1), List.of());

  private SideArm arm = DifferentialArm.begin();
  private BasinArchive archive = BasinArchive.empty(SPACE.widths());
  private final List<Refinement> ended = new ArrayList<>();
  private long calls;

  /** One generation; whether it was one of trials. */
  private boolean live(Objective objective, Knowledge knowledge) {
    List<Proposal> asked = arm.ask(calls, SETUP);
    assertThat(asked).hasSize(arm.asked(SETUP)).allMatch(one -> one.origin().equals("de"));
    List<Individual> lived =
        asked.stream().map(one -> ProposalRunner.run(one, objective, SPACE)).toList();
    calls += asked.size();
    SideArm.Outcome outcome = arm.tell(lived, archive, SETUP, knowledge);
    arm = outcome.arm();
    ended.addAll(outcome.ended());
    for (Refinement one : outcome.ended()) {
      archive = archive.with(one);
    }
    return asked.get(0).work() instanceof Work.Evaluate;
  }

  @Test
  void searchesFromItsBestMemberEachTimeItIsHalfAsWide() {
    Objective rastrigin = Landscape.leastSquares(Landscape::rastrigin);
    List<Double> widths = new ArrayList<>();
    while (((DifferentialArm) arm).run().epoch() == 0) {
      DifferentialArm before = (DifferentialArm) arm;
      if (!before.starts().isEmpty()) {
        assertThat(before.starts().get(0).candidates())
            .containsExactly(before.run().best().point());
        widths.add(before.searched());
      }
      live(rastrigin, Knowledge.RESIDUALS);
    }
    // from the whole box to a hundredth of it by halves, or more at once
    assertThat(widths).hasSizeBetween(4, 7).hasSameSizeAs(ended);
    for (int k = 1; k < widths.size(); k++) {
      assertThat(widths.get(k)).isLessThanOrEqualTo(widths.get(k - 1) / 2);
    }
    assertThat(archive.basins().get(0).value()).isLessThan(1e-6);
  }

  @Test
  void withoutGradientsItTellsWhereItEndedAndBeginsAnew() {
    Objective sphere =
        Landscape.valueOnly(x -> x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3]);
    while (((DifferentialArm) arm).run().epoch() < 2) {
      assertThat(live(sphere, Knowledge.VALUES)).isTrue();
    }
    // a hundredth of the box around the minimum: 4 (0.01 · 9)²
    assertThat(ended.get(ended.size() - 1).value()).isLessThan(4 * 0.09 * 0.09);
  }

  @Test
  void aPopulationThatCannotBeEvaluatedStaysAsWideAsItIs() {
    Objective nowhere = (x, derivatives) -> Landscape.failed();
    for (int g = 0; g < 50; g++) {
      live(nowhere, Knowledge.RESIDUALS);
    }
    assertThat(ended).isEmpty();
  }
}
