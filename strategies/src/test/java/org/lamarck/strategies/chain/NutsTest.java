package org.lamarck.strategies.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.Stored;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

class NutsTest {
  private static final Nuts SHORT = new Nuts(60, 0.8, 6);
  private static final SearchSpace SQUARE = Densities.box(2, -1, 1);
  private static final Objective NORMAL = Densities.normal(0.1, 0.3);
  private static final Vector START = Vector.of(0.2, -0.5);
  private static final RandomStream RANDOM = RandomStream.of(1);

  private static Trace walked(Nuts kernel, int steps) {
    return kernel.walk(NORMAL, SQUARE, RANDOM, kernel.begin(START), steps);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0.8, 10", "10, 0, 10", "10, 1, 10", "10, NaN, 10", "10, 0.8, 0", "10, 0.8, 21"})
  void settingsOutOfRangeAreRefusedWithTheRange(int warmup, double acceptance, int depth) {
    assertThatThrownBy(() -> new Nuts(warmup, acceptance, depth))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "warmup (%d) must be at least 0, acceptance (%s) between 0 and 1, depth (%d) between 1 and 20"
                .formatted(warmup, acceptance, depth));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 60, 99})
  void aWalkThatIsCutAndStoredGoesOnToTheBit(int slice) {
    // through the warmup, where steps and variances are learnt, and beyond
    List<Draw> whole = walked(SHORT, 100).draws();
    List<Draw> cut = new ArrayList<>();
    ChainState state = SHORT.begin(START);
    while (cut.size() < 100) {
      Trace trace =
          SHORT.walk(NORMAL, SQUARE, RANDOM, Stored.copy(state), Math.min(slice, 100 - cut.size()));
      cut.addAll(trace.draws());
      state = trace.state();
      assertThat(state.steps()).isEqualTo(cut.size());
      assertThat(state.point()).isEqualTo(cut.get(cut.size() - 1).point());
    }
    assertThat(cut).isEqualTo(whole);
  }

  @Test
  void chanceIsThatOfTheStepsNumberAndNotOfWhatWasReadBefore() {
    RandomStream read = RANDOM.copy();
    read.nextLong();
    Trace trace = SHORT.walk(NORMAL, SQUARE, read, SHORT.begin(START), 30);
    assertThat(trace.draws()).isEqualTo(walked(SHORT, 30).draws());
    Trace other = SHORT.walk(NORMAL, SQUARE, RandomStream.of(2), SHORT.begin(START), 30);
    assertThat(other.draws()).isNotEqualTo(trace.draws());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.6, 0.8, 0.95})
  void stepsAreAcceptedAtLeastAsOftenAsIsWanted(double wanted) {
    List<Draw> draws = walked(new Nuts(1000, wanted, 10), 2000).draws();
    assertThat(meanAcceptance(draws.subList(950, 1000))).isCloseTo(wanted, within(0.07));
    // the mean of the logarithms of steps that are tried is below the step of their mean
    // acceptance, which falls faster above than it rises below: as in Stan, more are accepted
    assertThat(meanAcceptance(draws.subList(1000, 2000)))
        .isBetween(wanted - 0.03, 1 - 0.35 * (1 - wanted));
    assertThat(draws.subList(1000, 2000)).noneMatch(Draw::isDivergent);
  }

  private static double meanAcceptance(List<Draw> draws) {
    return draws.stream().mapToDouble(Draw::acceptance).average().orElseThrow();
  }

  @Test
  void scalesThatAreLearntMakeTreesShort() {
    Objective stretched = Densities.normal(0.001, 0.3);
    Nuts learning = new Nuts(500, 0.8, 10);
    List<Draw> all =
        learning.walk(stretched, SQUARE, RANDOM, learning.begin(Vector.of(0, 0)), 1000).draws();
    double before = meanLeaps(all.subList(20, 75)); // the metric is the identity until 100
    double after = meanLeaps(all.subList(600, 1000));
    assertThat(before).isGreaterThan(5 * after); // a ratio of 300 in scale, 3 to 7 leaps without
    assertThat(after).isLessThan(10);
  }

  private static double meanLeaps(List<Draw> draws) {
    return draws.stream().mapToInt(Draw::leaps).average().orElseThrow();
  }

  @Test
  void whereTheCurvatureIsKnownTreesAreShortFromTheBeginning() {
    Objective stretched = Densities.normal(0.001, 0.3);
    Matrix curvature = Matrix.of(2, 2, 1e6, 0, 0, 1 / 0.09);
    Nuts informed = new Nuts(500, 0.8, 10);
    ChainState start = informed.begin(Vector.of(0, 0), curvature);
    List<Draw> all = informed.walk(stretched, SQUARE, RANDOM, start, 75).draws();
    assertThat(meanLeaps(all.subList(20, 75))).isLessThan(10); // thousands without
  }

  @ParameterizedTest
  @EnumSource
  void temperedDrawsAreOfTheTemperedDensity(Chart chart) {
    // exp(−3 β x) on [0, 1] at β = ⅓, and the uniform density at 0
    SearchSpace one = Densities.box(1, 0, 1);
    for (double beta : new double[] {1.0 / 3, 0}) {
      Nuts kernel = new Nuts(300, 0.8, 10).at(beta).in(chart);
      List<Draw> draws =
          kernel
              .walk(Densities.falling(3), one, RANDOM, kernel.begin(Vector.of(0.5)), 8300)
              .draws();
      double[] every = new double[2000]; // fourth: nearly independent
      for (int k = 0; k < every.length; k++) {
        every[k] = draws.get(300 + 4 * k).point().get(0);
        assertThat(draws.get(300 + 4 * k).value()).isCloseTo(3 * every[k], within(1e-14));
      }
      assertThat(Densities.distance(every, v -> beta == 0 ? v : Densities.cumulative(1, v)))
          .isLessThan(Densities.THOUSANDTH);
    }
  }

  @Test
  void aRidgeThatReachesTheBoundsIsStraightInTheBox() {
    // only x + y = ½ is known: along the ridge x is uniform but for its ends, as wide as the ridge
    double sigma = 1e-3;
    Objective ridge =
        (x, derivatives) -> {
          double sum = (x.get(0) + x.get(1) - 0.5) / sigma;
          return new Evaluation.Gradient(sum * sum / 2, Vector.of(sum / sigma, sum / sigma));
        };
    Matrix curvature = Matrix.of(2, 2, 1e6, 1e6, 1e6, 1e6);
    double inBox = Double.NaN;
    double onLine = Double.NaN;
    for (Chart chart : Chart.values()) {
      Nuts kernel = new Nuts(300, 0.8, 10).in(chart);
      ChainState start = kernel.begin(Vector.of(0.25, 0.25), curvature);
      List<Draw> draws = kernel.walk(ridge, SQUARE, RANDOM, start, 4300).draws();
      double leaps = meanLeaps(draws.subList(300, 4300));
      if (chart == Chart.LINE) {
        onLine = leaps;
      } else {
        inBox = leaps;
        double[] every = new double[1000]; // fourth: nearly independent
        for (int k = 0; k < every.length; k++) {
          every[k] = draws.get(300 + 4 * k).point().get(0);
        }
        assertThat(Densities.distance(every, v -> (v + 0.5) / 1.5))
            .isLessThan(Densities.THOUSANDTH);
        assertThat(draws.subList(300, 4300)).noneMatch(Draw::isDivergent);
      }
    }
    // on the line the ridge bends by more than its width
    assertThat(inBox).isLessThan(onLine / 5);
  }

  @Test
  void exchangedChainsKeepWhatTheyLearntAndChangePlaces() {
    Nuts warm = SHORT.at(0.2);
    ChainState cold = SHORT.walk(NORMAL, SQUARE, RANDOM, SHORT.begin(START), 70).state();
    RandomStream other = RandomStream.of(9);
    ChainState hot = warm.walk(NORMAL, SQUARE, other, warm.begin(START), 70).state();
    ChainState swapped = Nuts.exchanged(cold, hot);
    assertThat(swapped.point()).isEqualTo(hot.point());
    assertThat(((Nuts.State) swapped).learning()).isEqualTo(((Nuts.State) cold).learning());
    // back again it is the chain that it was, to the bit
    ChainState back = Nuts.exchanged(swapped, cold);
    assertThat(SHORT.walk(NORMAL, SQUARE, RANDOM, back, 20).draws())
        .isEqualTo(SHORT.walk(NORMAL, SQUARE, RANDOM, cold, 20).draws());
    assertThatThrownBy(() -> Nuts.exchanged(cold, SHORT.begin(START)))
        .hasMessageContaining("that have made a step");
  }

  @Test
  void aTemperatureBelowTheDensitysOwnIsRefused() {
    for (double beta : new double[] {-0.1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> SHORT.at(beta)).hasMessageContaining("must be from 0 to 1");
    }
  }

  @Test
  void drawsKnowWhatTheyCost() {
    Trace trace = walked(new Nuts(0, 0.8, 5), 40);
    long leaps = trace.draws().stream().mapToInt(Draw::leaps).sum();
    // and the first point, and the leaps by which the first step size was found
    assertThat(trace.effort().gradients()).isBetween(leaps + 2, leaps + 62);
    assertThat(trace.effort().evaluations()).isZero();
    assertThat(trace.draws()).allMatch(draw -> draw.leaps() >= 1 && draw.leaps() < 32);
  }

  @Test
  void aStartOnABoundIsPutInside() {
    Nuts kernel = new Nuts(100, 0.8, 8);
    for (Vector corner : List.of(Vector.of(-1, 1), Vector.of(-7, 7))) {
      Trace trace = kernel.walk(NORMAL, SQUARE, RANDOM, kernel.begin(corner), 200);
      assertThat(trace.draws()).hasSize(200).allMatch(draw -> SQUARE.contains(draw.point()));
      // in the end it is where the density is: five σ
      Vector last = trace.state().point();
      assertThat(Math.abs(last.get(0))).isLessThan(0.5);
    }
  }

  @Test
  void whatIsFixedStays() {
    SearchSpace space = new SearchSpace(List.of("a", "b"), Vector.of(-1, 0.25), Vector.of(1, 0.25));
    Trace trace = SHORT.walk(NORMAL, space, RANDOM, SHORT.begin(Vector.of(0.1, 0)), 50);
    assertThat(trace.draws()).hasSize(50).allMatch(draw -> draw.point().get(1) == 0.25);
    assertThat(trace.draws().stream().map(draw -> draw.point().get(0)).distinct().count())
        .isGreaterThan(25);
  }

  @Test
  void valuesAreThoseOfTheObjective() {
    for (Draw draw : walked(SHORT, 100).draws()) {
      double value =
          ((Evaluation.Finite) NORMAL.evaluate(draw.point(), Derivatives.GRADIENT)).value();
      assertThat(draw.value()).isCloseTo(value, within(1e-12 * (1 + value)));
    }
  }

  @Test
  void whereItCannotBeginItSaysSoByNoDraws() {
    Trace trace =
        SHORT.walk((x, derivatives) -> Densities.failed(), SQUARE, RANDOM, SHORT.begin(START), 5);
    assertThat(trace.draws()).isEmpty();
    assertThat(trace.state().steps()).isZero();
    assertThat(trace.effort().failures()).isEqualTo(1);
  }

  @Test
  void aChainOfAnotherKindIsRefused() {
    ChainState other = new Metropolis(Matrix.identity(2)).begin(START);
    assertThatThrownBy(() -> SHORT.walk(NORMAL, SQUARE, RANDOM, other, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a chain of NUTS cannot go on from");
  }
}
