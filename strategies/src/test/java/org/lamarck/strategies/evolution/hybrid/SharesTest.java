package org.lamarck.strategies.evolution.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.evolution.CallCosts;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

class SharesTest {
  private static final SearchSpace SPACE = Landscape.box(3, -5, 4);
  private static final Hybrid HYBRID = Hybrid.of(TrustRegion.DEFAULT);

  /** Who asked for anything in the first generations. */
  private static Set<Party> askers(Shares shares, Objective objective) {
    Generation generation = HYBRID.with(shares).begin(SPACE, RandomStream.of(3), List.of());
    Set<Party> askers = new TreeSet<>();
    for (int g = 0; g < 150; g++) {
      List<Proposal> asked = generation.ask();
      assertThat(asked).isNotEmpty(); // somebody is always due
      List<Individual> lived = new ArrayList<>();
      for (Proposal one : asked) {
        askers.add(Party.of(one.origin()));
        lived.add(ProposalRunner.run(one, objective, SPACE));
      }
      generation = generation.tell(lived);
    }
    return askers;
  }

  @ParameterizedTest
  @EnumSource(Party.class)
  void whoIsLeftOutAsksForNothing(Party party) {
    Shares all = Shares.DEFAULT.with(Party.DIFFERENTIAL, 0.1);
    Set<Party> askers = askers(all.without(party), Landscape.leastSquares(Landscape::rastrigin));
    Set<Party> expected = new TreeSet<>(List.of(Party.values()));
    if (party != Party.MULTISTART) { // the first searches of all begin anywhere
      expected.remove(party);
    }
    assertThat(askers).isEqualTo(expected);
  }

  @Test
  void whereThereAreNoGradientsCmaEsSearchesThoughItWasLeftOut() {
    Objective values = Landscape.valueOnly(x -> Math.abs(x[0] - 1) + Math.abs(x[1]));
    assertThat(askers(Shares.DEFAULT.without(Party.CMA), values))
        .containsExactly(Party.MULTISTART, Party.CMA);
  }

  @Test
  void theRestIsSharedByThoseWhoTakePart() {
    EffortAllocation three =
        EffortAllocation.begin(Shares.DEFAULT.without(Party.SCATTER).without(Party.BLOCKS));
    double sum = 0;
    for (Party party : Party.values()) {
      sum += three.share(party, 1);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(three.share(Party.SCATTER, 1)).isZero();
    EffortAllocation long1 = three;
    for (int g = 0; g < 1000; g++) { // nobody gains: all that take part weigh alike
      long1 = long1.with(Collections.nCopies(6, 100.0), Collections.nCopies(6, 0.0));
    }
    assertThat(long1.share(Party.SCATTER, 1)).isZero();
    assertThat(long1.settledShare(Party.SCATTER)).isZero();
    assertThat(long1.settledShare(Party.MULTISTART)).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void floorsAreOneTogetherAtMostAndShareIsAPart() {
    assertThatThrownBy(() -> Shares.DEFAULT.with(Party.SCATTER, 0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a sum of more than 0 and at most 1");
    for (Map.Entry<Double, Double> wrong :
        Map.of(-0.1, 0.1, 1.1, 0.1, 0.5, 1.0, 0.6, -0.1).entrySet()) {
      assertThatThrownBy(() -> new Shares.Share(wrong.getKey(), wrong.getValue()))
          .hasMessageContaining("weight (%s)".formatted(wrong.getKey()));
    }
  }

  @Test
  void gradientsWithoutResidualsLeaveRoomAsFarAsTheyAreDear() {
    // (2 + n/5) / (n + 1) is a third or more up to 12 coordinates, 0.258 of 30, and above 0.2
    // always
    assertThat(HYBRID.sharesFor(12, Knowledge.GRADIENTS)).isEqualTo(Shares.BLACK_BOX);
    assertThat(HYBRID.sharesFor(30, Knowledge.GRADIENTS).floor(Party.CMA))
        .isCloseTo(0.05 + 0.40 * 0.058 / 0.133, within(0.002));
    assertThat(HYBRID.sharesFor(3000, Knowledge.GRADIENTS).floor(Party.CMA))
        .isCloseTo(0.05, within(0.002));
    for (Knowledge other : Set.of(Knowledge.RESIDUALS, Knowledge.VALUES)) {
      assertThat(HYBRID.sharesFor(12, other)).isEqualTo(Shares.DEFAULT);
    }
    Shares own = Shares.DEFAULT.without(Party.CMA);
    assertThat(HYBRID.with(own).sharesFor(12, Knowledge.GRADIENTS)).isEqualTo(own);
  }

  @Test
  void whoeverSharesBlackBoxesBeginsWhereGradientsAreAllThatIsTold() {
    Objective fit = Landscape.leastSquares(Landscape::rastrigin);
    Objective gradients =
        (x, asked) ->
            fit.evaluate(x, asked == Derivatives.RESIDUALS ? Derivatives.GRADIENT : asked);
    assertThat(askers(Shares.DEFAULT, gradients)).contains(Party.CMA, Party.DIFFERENTIAL);
    assertThat(askers(Shares.DEFAULT, fit)).doesNotContain(Party.DIFFERENTIAL);
  }

  @Test
  void blackBoxesGoToCmaEsAndDifferentialEvolutionFirst() {
    Hybrid differences = HYBRID.with(new CallCosts(11, 0));
    assertThat(differences.sharesFor(10, Knowledge.RESIDUALS)).isEqualTo(Shares.BLACK_BOX);
    assertThat(differences.sharesFor(11, Knowledge.RESIDUALS)).isEqualTo(Shares.DEFAULT);
    assertThat(HYBRID.sharesFor(2, Knowledge.RESIDUALS)).isEqualTo(Shares.DEFAULT);
    Shares own = Shares.DEFAULT.without(Party.CMA);
    assertThat(differences.with(own).sharesFor(10, Knowledge.RESIDUALS)).isEqualTo(own);
    EffortAllocation black = EffortAllocation.begin(Shares.BLACK_BOX);
    for (Party other : Party.values()) {
      if (other != Party.CMA) {
        assertThat(black.share(Party.CMA, 1)).isGreaterThan(1.4 * black.share(other, 1));
      }
    }
  }
}
