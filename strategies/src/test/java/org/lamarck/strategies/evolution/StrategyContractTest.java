package org.lamarck.strategies.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.Stored;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.Rescaled;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/** What every strategy promises. */
class StrategyContractTest {
  private static final SearchSpace SPACE = Landscape.box(3, -2, 3);
  private static final List<Vector> GUESSES = List.of(Vector.of(1, 1, 1), Vector.of(-2, 3, 0));
  private static final Objective RASTRIGIN = Landscape.leastSquares(Landscape::rastrigin);
  private static final Objective SPHERE = Landscape.leastSquares(Landscape::sphere);
  private static final int GENERATIONS = 40;

  /** All with a memory of generations; adam has tests of its own. */
  static Stream<Strategy> strategies() {
    return Stream.concat(searches(), Stream.of(Strategies.named("training")));
  }

  /** All that search more than around one start. */
  static Stream<Strategy> searches() {
    return Stream.concat(
        Strategies.names().stream()
            .filter(name -> !List.of("adam", "training").contains(name))
            .map(Strategies::named),
        Stream.of(
            ((MultiStart) Strategies.named("multistart")).with(Racing.DEFAULT),
            Strategies.named("hybrid(de=0.1, runs=basins)")));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void asksTheSameTwice(Strategy strategy) {
    Generation generation = begin(strategy, 1);
    for (int g = 0; g < GENERATIONS && !generation.finished(); g++) {
      assertThat(generation.ask()).isEqualTo(generation.ask());
      generation = generation.tell(live(generation.ask(), RASTRIGIN));
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void doesNotDependOnTheOrderOfExecution(Strategy strategy) {
    Generation forward = begin(strategy, 2);
    Generation backward = begin(strategy, 2);
    for (int g = 0; g < GENERATIONS && !forward.finished(); g++) {
      assertThat(backward.ask()).isEqualTo(forward.ask());
      forward = forward.tell(live(forward.ask(), RASTRIGIN));
      List<Proposal> reversed = new ArrayList<>(backward.ask());
      Collections.reverse(reversed);
      List<Individual> lived = new ArrayList<>(live(reversed, RASTRIGIN));
      Collections.reverse(lived);
      backward = backward.tell(lived);
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void goesOnFromAStoredGenerationAsIfUnbroken(Strategy strategy) {
    Generation unbroken = begin(strategy, 3);
    Generation stored = begin(strategy, 3);
    for (int g = 0; g < GENERATIONS && !unbroken.finished(); g++) {
      stored = Stored.copy(stored);
      assertThat(stored.ask()).isEqualTo(unbroken.ask());
      unbroken = unbroken.tell(live(unbroken.ask(), RASTRIGIN));
      stored = stored.tell(live(stored.ask(), RASTRIGIN));
      assertThat(stored.arms()).isEqualTo(unbroken.arms());
      assertThat(stored.archive()).isEqualTo(unbroken.archive());
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void staysInTheBoxAndNumbersItsProposals(Strategy strategy) {
    Generation generation = begin(strategy, 4);
    long id = 0;
    for (int g = 0; g < GENERATIONS && !generation.finished(); g++) {
      assertThat(generation.number()).isEqualTo(g);
      List<Proposal> proposals = generation.ask();
      assertThat(proposals).isNotEmpty();
      for (Proposal proposal : proposals) {
        assertThat(proposal.id()).isEqualTo(id++);
        assertThat(proposal.candidates()).allMatch(SPACE::contains);
      }
      generation = generation.tell(live(proposals, RASTRIGIN));
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void isAFunctionOfTheSeed(Strategy strategy) {
    assertThat(trace(strategy, 5, List.of())).isEqualTo(trace(strategy, 5, List.of()));
    assertThat(trace(strategy, 5, List.of())).isNotEqualTo(trace(strategy, 6, List.of()));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void asksForTheSamePointsInOtherUnits(Strategy strategy) {
    // powers of two, about 1e12, 1e-12 and 1e-3: nothing may differ in the last bit
    Rescaled other = new Rescaled(RASTRIGIN, Vector.of(0x1p40, 0x1p-40, 0x1p-10));
    SearchSpace space = other.space(SPACE);
    Generation here = begin(strategy, 12);
    Generation there =
        strategy.begin(space, RandomStream.of(12), GUESSES.stream().map(other::point).toList());
    for (int g = 0; g < 3 * GENERATIONS && !here.finished(); g++) {
      assertThat(points(there, other::back)).isEqualTo(points(here, x -> x));
      here = here.tell(live(here.ask(), RASTRIGIN));
      there =
          there.tell(
              there.ask().stream().map(one -> ProposalRunner.run(one, other, space)).toList());
    }
    assertThat(there.archive().basins()).hasSameSizeAs(here.archive().basins());
  }

  private static List<Vector> points(Generation generation, UnaryOperator<Vector> units) {
    return generation.ask().stream()
        .flatMap(proposal -> proposal.candidates().stream())
        .map(units)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void findsAPointWhereverTheBoundsAre(Strategy strategy) {
    Objective sphere = Landscape.leastSquares(Landscape::sphere);
    for (double bound : new double[] {1e-300, 1e6, 1e20, 1.7e308}) {
      SearchSpace space = Landscape.box(2, -bound, bound);
      Generation generation = strategy.begin(space, RandomStream.of(13), List.of());
      for (int g = 0; g < 20 && !generation.finished(); g++) {
        List<Proposal> proposals = generation.ask();
        assertThat(proposals).allMatch(one -> one.candidates().stream().allMatch(space::contains));
        generation =
            generation.tell(
                proposals.stream().map(one -> ProposalRunner.run(one, sphere, space)).toList());
      }
      // squares of 1e308 are infinite everywhere that a search begins
      assertThat(generation.best().isPresent()).isEqualTo(bound < 1e155);
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void looksOnceWhereNothingCanMove(Strategy strategy) {
    SearchSpace equal = Landscape.box(2, 1.5, 1.5);
    for (SearchSpace space : List.of(Landscape.box(0, 0, 1), equal)) {
      Generation generation = strategy.begin(space, RandomStream.of(14), List.of(space.upper()));
      assertThat(generation.ending()).isEmpty();
      List<Proposal> proposals = generation.ask();
      assertThat(proposals).hasSize(1);
      assertThat(proposals.get(0).candidates()).containsExactly(space.lower());
      Generation next =
          generation.tell(
              proposals.stream().map(one -> ProposalRunner.run(one, SPHERE, space)).toList());
      assertThat(next.ending()).contains(Ending.NOTHING_TO_SEARCH);
      assertThat(next.ask()).isEmpty();
      assertThat(next.best().orElseThrow().point()).isEqualTo(space.lower());
      assertThat(next.archive().basins()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void leavesFixedCoordinatesAloneAndFindsTheOthers(Strategy strategy) {
    SearchSpace space =
        new SearchSpace(List.of("a", "b", "c"), Vector.of(-3, 0.5, -3), Vector.of(2, 0.5, 2));
    Generation generation = strategy.begin(space, RandomStream.of(15), List.of());
    for (int g = 0; g < 200 && !generation.finished(); g++) {
      List<Proposal> proposals = generation.ask();
      for (Proposal proposal : proposals) {
        assertThat(proposal.candidates()).allMatch(x -> x.get(1) == 0.5);
      }
      generation =
          generation.tell(
              proposals.stream().map(one -> ProposalRunner.run(one, SPHERE, space)).toList());
    }
    // ½ 0.5² is what the fixed coordinate costs
    assertThat(generation.best().orElseThrow().value()).isBetween(0.125, 0.125 + 1e-6);
  }

  /** Objectives with which no search can be at ease. */
  static Stream<Arguments> hardships() {
    Objective inAStrip =
        (x, derivatives) ->
            x.get(0) > 2.75
                ? SPHERE.evaluate(x, derivatives)
                : Landscape.failed(); // 5 % of the box
    Objective flat = (x, d) -> answer(1, Vector.zeros(x.size()), d);
    Objective steps = (x, d) -> answer(Math.floor(4 * x.dot(x)), Vector.zeros(x.size()), d);
    Objective infinite =
        (x, d) -> {
          double value = Math.exp(1e3 * x.get(0) + 2000);
          Vector slope = Vector.zeros(x.size()).with(0, 1e3 * value);
          return slope.isFinite() ? answer(value, slope, d) : Landscape.failed();
        };
    Objective huge = Landscape.leastSquares(x -> new double[] {1e150 * x[0], 1e-150 * x[1]});
    Objective cliff =
        (x, d) -> {
          Vector slope = Vector.zeros(x.size()).with(0, 1);
          return x.get(0) < 1 ? Landscape.failed() : answer(x.get(0), slope, d);
        };
    return searches()
        .flatMap(
            strategy ->
                Stream.of(
                    Arguments.of("fails in 95 % of the box", strategy, inAStrip, 4.0),
                    Arguments.of("fails in 95 % of the points", strategy, rare(), 1.0),
                    Arguments.of("flat", strategy, flat, 1.0),
                    Arguments.of("stairs", strategy, steps, 0.0),
                    Arguments.of("infinite nearly everywhere", strategy, infinite, 1e300),
                    Arguments.of("of hugely different slopes", strategy, huge, 1e285),
                    Arguments.of("ends at a cliff", strategy, cliff, 1.01)));
  }

  private static Objective rare() {
    return Landscape.failing(0.95, SPHERE);
  }

  private static Evaluation answer(double value, Vector gradient, Derivatives derivatives) {
    return derivatives == Derivatives.NONE
        ? new Evaluation.Value(value)
        : new Evaluation.Gradient(value, gradient);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("hardships")
  void comesToAnAnswer(String name, Strategy strategy, Objective objective, double enough) {
    Generation generation = strategy.begin(SPACE, RandomStream.of(16), List.of());
    for (int g = 0; g < 250 && !generation.finished(); g++) {
      generation = generation.tell(live(generation.ask(), objective));
    }
    assertThat(generation.best().orElseThrow().value()).isLessThanOrEqualTo(enough);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void beginsWithTheGuesses(Strategy strategy) {
    List<Vector> first =
        begin(strategy, 7).ask().stream().map(proposal -> proposal.candidates().get(0)).toList();
    assertThat(first).startsWith(GUESSES.get(0), GUESSES.get(1));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void survivesAnObjectiveThatAlwaysFails(Strategy strategy) {
    Generation generation = begin(strategy, 8);
    for (int g = 0; g < GENERATIONS && !generation.finished(); g++) {
      generation = generation.tell(live(generation.ask(), (x, derivatives) -> Landscape.failed()));
    }
    assertThat(generation.best()).isEmpty();
    assertThat(generation.archive().basins()).isEmpty();
    assertThat(generation.arms()).allMatch(arm -> arm.effort().failures() > 0);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void findsItsWayWhereFourFifthsOfThePointsFail(Strategy strategy) {
    Objective objective = Landscape.failing(0.8, Landscape.leastSquares(Landscape::sphere));
    Generation generation = strategy.begin(SPACE, RandomStream.of(9), List.of());
    for (int g = 0; g < 400 && !generation.finished(); g++) {
      generation = generation.tell(live(generation.ask(), objective));
    }
    // a random search with as many points would have a median of about 0.05
    assertThat(generation.best().orElseThrow().value()).isLessThan(0.01);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void reportsTheBestIndividualThatWasTold(Strategy strategy) {
    Generation generation = begin(strategy, 10);
    double best = Double.POSITIVE_INFINITY;
    for (int g = 0; g < GENERATIONS && !generation.finished(); g++) {
      List<Individual> lived = live(generation.ask(), RASTRIGIN);
      for (Individual individual : lived) {
        best = Math.min(best, individual.value());
      }
      generation = generation.tell(lived);
      Individual reported = generation.best().orElseThrow();
      assertThat(reported.value()).isEqualTo(best);
      assertThat(Landscape.value(RASTRIGIN, reported.point())).isEqualTo(best);
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void refusesIndividualsItDidNotAskFor(Strategy strategy) {
    Generation generation = begin(strategy, 11);
    List<Individual> lived = live(generation.ask(), RASTRIGIN);
    Generation next = generation.tell(lived);
    assertThatThrownBy(() -> generation.tell(lived.subList(1, lived.size())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> next.tell(lived)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Generation begin(Strategy strategy, long seed) {
    return strategy.begin(SPACE, RandomStream.of(seed), GUESSES);
  }

  private static List<List<Proposal>> trace(Strategy strategy, long seed, List<Vector> guesses) {
    Generation generation = strategy.begin(SPACE, RandomStream.of(seed), guesses);
    List<List<Proposal>> trace = new ArrayList<>();
    for (int g = 0; g < GENERATIONS && !generation.finished(); g++) {
      trace.add(generation.ask());
      generation = generation.tell(live(generation.ask(), RASTRIGIN));
    }
    return trace;
  }

  private static List<Individual> live(List<Proposal> proposals, Objective objective) {
    return proposals.stream()
        .map(proposal -> ProposalRunner.run(proposal, objective, SPACE))
        .toList();
  }
}
