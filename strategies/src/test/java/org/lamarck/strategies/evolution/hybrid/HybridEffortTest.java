package org.lamarck.strategies.evolution.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.evolution.Arm;
import org.lamarck.strategies.evolution.CallCosts;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/** Who gets how much in a run of the hybrid, as its traces tell. */
class HybridEffortTest {
  private static final Hybrid HYBRID = Hybrid.of(TrustRegion.DEFAULT);
  private static final SearchSpace SPACE = Landscape.box(4, -5, 4);
  private static final Objective RASTRIGIN = Landscape.leastSquares(Landscape::rastrigin);

  private static double cost(Effort effort) {
    return CallCosts.TANGENTS.of(effort, SPACE.dimension());
  }

  /** What each arm has cost after so many calls in units of values. */
  private static Map<String, Double> spent(Generation generation) {
    Map<String, Double> spent = new LinkedHashMap<>();
    for (Arm arm : generation.arms()) {
      String party =
          arm.name().startsWith("cma") || arm.name().equals("probe") ? "cma" : arm.name();
      spent.merge(party, cost(arm.effort()), Double::sum);
    }
    return spent;
  }

  private static Generation after(
      double budget, Objective objective, long seed, List<Vector> guesses) {
    Generation generation = HYBRID.begin(SPACE, RandomStream.of(seed), guesses);
    double spent = 0;
    while (spent < budget) {
      List<Proposal> asked = generation.ask();
      assertThat(asked).isNotEmpty(); // somebody is always due
      List<Individual> told = new ArrayList<>();
      for (Proposal one : asked) {
        told.add(ProposalRunner.run(one, objective, SPACE));
      }
      generation = generation.tell(told);
      spent = spent(generation).values().stream().mapToDouble(Double::doubleValue).sum();
    }
    return generation;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyPartHasItsFloor(long seed) {
    Map<String, Double> spent = spent(after(30_000, RASTRIGIN, seed, List.of()));
    double all = spent.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(spent).containsKeys("multistart", "recombination", "scatter", "cma");
    for (Map.Entry<String, Double> party : spent.entrySet()) {
      // 5 % and more, but for the generation that is begun when a part has less than that
      assertThat(party.getValue() / all).as(party.getKey()).isGreaterThan(0.04);
    }
  }

  @Test
  void whereThereAreNoGradientsNobodySearchesLocallyForLong() {
    Objective values = Landscape.valueOnly(x -> Math.abs(x[0] - 1) + Math.abs(x[1]));
    Map<String, Double> spent = spent(after(5_000, values, 1, List.of()));
    double all = spent.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(spent.getOrDefault("cma", 0.0) / all).isGreaterThan(0.9);
  }

  @Test
  void beginsWithOneSearchAndOpensToAllArmsWhenItHasEnded() {
    Generation generation = HYBRID.begin(SPACE, RandomStream.of(2), List.of());
    assertThat(generation.ask()).singleElement().matches(one -> one.origin().equals("multistart"));
    while (generation.archive().basins().isEmpty()) {
      assertThat(generation.ask()).hasSize(1);
      generation = told(generation, RASTRIGIN);
    }
    assertThat(generation.ask().stream().map(Proposal::origin))
        .contains("scatter")
        .anyMatch(origin -> origin.startsWith("cma"));
  }

  @Test
  void aLongSearchKeepsNobodyFromBeginning() {
    // a bent valley with a floor that falls by a millionth: Gauss–Newton creeps along it
    Objective valley =
        Landscape.leastSquares(
            x ->
                new double[] {
                  1e3 * (x[1] - StrictMath.sin(3 * x[0])),
                  1e3 * (x[2] - StrictMath.sin(5 * x[1])),
                  1e3 * (x[3] - StrictMath.cos(4 * x[2])),
                  1e-3 * (x[0] - 4)
                });
    Generation generation = HYBRID.begin(SPACE, RandomStream.of(1), List.of());
    int slices = 0;
    while (generation.ask().size() == 1 && slices < 20) {
      generation = told(generation, valley);
      slices++;
    }
    assertThat(generation.archive().basins()).isEmpty();
    assertThat(slices).isEqualTo(12);
    assertThat(generation.ask().stream().map(Proposal::origin)).contains("multistart", "scatter");
  }

  private static Generation told(Generation generation, Objective objective) {
    return generation.tell(
        generation.ask().stream().map(one -> ProposalRunner.run(one, objective, SPACE)).toList());
  }

  @Test
  void guessesAreLookedAtFirstHoweverManyThereAre() {
    List<Vector> guesses = new ArrayList<>();
    for (int k = 0; k < 20; k++) {
      guesses.add(Vector.of(k * 0.2 - 2, 0, 1, -1));
    }
    Generation first = HYBRID.begin(SPACE, RandomStream.of(1), guesses);
    List<Vector> asked =
        first.ask().stream()
            .filter(one -> one.origin().equals("guess"))
            .map(one -> one.candidates().get(0))
            .toList();
    assertThat(asked).isEqualTo(guesses);
  }

  @Test
  void ofThousandsOfBasinsTheBestIsFound() {
    Generation end = after(30_000, RASTRIGIN, 4, List.of());
    assertThat(end.archive().basins()).hasSizeGreaterThan(5);
    assertThat(end.best().orElseThrow().value()).isLessThan(1e-6); // 9⁴ basins
  }

  @Test
  void costsMustBePositive() {
    for (double cost : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> new CallCosts(cost, 0.2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("base (" + cost + ") must be positive");
    }
  }

  @Test
  void gradientsCostWhatTheirCoordinatesDo() {
    Effort effort = new Effort(7, 3, Failures.NONE);
    // 2 + 12 / 5 = 4.4 each; 4.1 was measured for Crauste's problem with 12 parameters
    assertThat(CallCosts.TANGENTS.gradient(12)).isCloseTo(4.4, within(1e-12));
    assertThat(CallCosts.TANGENTS.of(effort, 12)).isCloseTo(7 + 3 * 4.4, within(1e-12));
  }

  @Test
  void pointsThatAreInjectedDoNoHarm() {
    Hybrid injecting = HYBRID.with(Hybrid.Injection.WHEN_BETTER);
    Generation generation = injecting.begin(SPACE, RandomStream.of(6), List.of());
    double best = Double.POSITIVE_INFINITY;
    for (int g = 0; g < 120; g++) {
      generation =
          generation.tell(
              generation.ask().stream()
                  .map(one -> ProposalRunner.run(one, RASTRIGIN, SPACE))
                  .toList());
      double now = generation.best().orElseThrow().value();
      assertThat(now).isLessThanOrEqualTo(best);
      best = now;
    }
    assertThat(best).isLessThan(5);
  }
}
