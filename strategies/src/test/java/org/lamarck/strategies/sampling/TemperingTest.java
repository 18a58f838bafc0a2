package org.lamarck.strategies.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.Stored;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/** Evidence and weights of modes beside closed forms, within 4 standard errors. */
class TemperingTest {
  private static final double SIGMA = 0.3;

  /** 0.3 N((−4, −4), σ²) + 0.7 N((4, 4), σ²), times e³: no chain at one temperature crosses. */
  private static final Objective TWO =
      (x, derivatives) -> {
        double low = normal(x, -4) + Math.log(0.3);
        double high = normal(x, 4) + Math.log(0.7);
        double most = Math.max(low, high);
        double sum = most + Math.log(Math.exp(low - most) + Math.exp(high - most));
        double part = Math.exp(low - sum);
        Vector slope = x.map(v -> (part * (v + 4) + (1 - part) * (v - 4)) / (SIGMA * SIGMA));
        return new Evaluation.Gradient(-sum - 3, slope);
      };

  private static double normal(Vector x, double centre) {
    double square = x.map(v -> (v - centre) * (v - centre)).toArray()[0];
    double other = (x.get(1) - centre) * (x.get(1) - centre);
    return -(square + other) / (2 * SIGMA * SIGMA) - Math.log(2 * Math.PI * SIGMA * SIGMA);
  }

  private static final Mode LESSER =
      new Mode(Vector.of(-4, -4), 0, Matrix.of(2, 2, 11, 0, 0, 11)); // only one mode is known

  private static SearchSpace box(int n, double half) {
    Vector upper = Vector.zeros(n).map(zero -> half);
    return new SearchSpace(
        IntStream.range(0, n).mapToObj(i -> "x" + i).toList(), upper.times(-1), upper);
  }

  private static Tempering settings(int warmup, int draws, List<Mode> modes) {
    return new Tempering(new Nuts(warmup, 0.8, 8), 4, draws, 2, 0, modes);
  }

  private static Generation next(Generation generation, Objective objective, SearchSpace space) {
    List<Individual> told = new ArrayList<>();
    for (Proposal proposal : generation.ask()) {
      told.add(ProposalRunner.run(proposal, objective, space));
    }
    return generation.tell(told);
  }

  private static Sampled sampled(Tempering settings, Objective objective, SearchSpace space) {
    Generation generation = settings.begin(space, RandomStream.of(1), List.of());
    while (!generation.finished()) {
      generation = next(generation, objective, space);
    }
    return (Sampled) generation.report();
  }

  private static Tempered tempered(Sampled sampled) {
    Tempered tempered = sampled.tempered();
    return Objects.requireNonNull(tempered);
  }

  @Test
  void modesHaveTheirWeightsWhereverChainsBegin() {
    Sampled sampled = sampled(settings(400, 2000, List.of(LESSER)), TWO, box(2, 10));
    Convergence weight = sampled.of(draw -> draw.point().get(0) > 0 ? 1 : 0);
    assertThat(weight.error()).isLessThan(0.06); // some 80 exchanged modes
    assertThat(weight.mean()).isCloseTo(0.7, within(4 * weight.error()));
    Tempered tempered = tempered(sampled);
    assertThat(tempered.standardError()).isBetween(0.001, 0.15);
    assertThat(tempered.logEvidence()).isCloseTo(3, within(4 * tempered.standardError()));
    // neighbours are exchanged about equally often
    double[] acceptances = tempered.acceptances().toArray();
    double least = Arrays.stream(acceptances).min().orElseThrow();
    double most = Arrays.stream(acceptances).max().orElseThrow();
    assertThat(least).isGreaterThan(0.15);
    assertThat(most).isLessThan(4 * least);
  }

  @Test
  void theEvidenceOfANormalDensityIsItsIntegral() {
    // correlated by 0.8, of standard deviations 0.1 and 2
    Matrix precision = Matrix.of(2, 2, 1 / 0.0036, -0.8 / 0.072, -0.8 / 0.072, 1 / 1.44);
    Objective objective =
        (x, derivatives) -> {
          Vector slope = precision.times(x);
          return new Evaluation.Gradient(x.dot(slope) / 2 + 7, slope);
        };
    Mode mode = new Mode(Vector.of(0, 0), 7, precision);
    SearchSpace space = box(2, 20);
    Sampled sampled = sampled(settings(200, 400, List.of(mode)), objective, space);
    double exact = Math.log(2 * Math.PI * 0.1 * 2 * Math.sqrt(1 - 0.64)) - 7;
    Tempered tempered = tempered(sampled);
    assertThat(tempered.standardError()).isLessThan(0.2);
    assertThat(tempered.logEvidence()).isCloseTo(exact, within(4 * tempered.standardError()));
    // and Laplace is exact
    assertThat(Mode.logEvidence(List.of(mode), space).orElseThrow())
        .isCloseTo(exact, within(1e-10));
    Convergence square = sampled.of(draw -> draw.point().get(1) * draw.point().get(1));
    assertThat(square.mean()).isCloseTo(4, within(4 * square.error()));
  }

  @Test
  void whatCannotBeEvaluatedHasNoMass() {
    Objective half =
        (x, derivatives) ->
            x.get(0) < 0
                ? new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "")
                : new Evaluation.Gradient(x.dot(x) / 2, x);
    Sampled sampled = sampled(settings(200, 400, List.of()), half, box(1, 10));
    Tempered tempered = tempered(sampled);
    double exact = Math.log(Math.sqrt(2 * Math.PI) / 2);
    assertThat(tempered.logEvidence()).isCloseTo(exact, within(4 * tempered.standardError()));
    assertThat(tempered.standardError()).isLessThan(0.2);
  }

  @Test
  void aSampleThatIsStoredAndReadBetweenRoundsIsTheSame() {
    Tempering few = new Tempering(new Nuts(40, 0.8, 5), 2, 20, 4, 5, List.of(LESSER));
    SearchSpace space = box(2, 10);
    Sampled whole = sampled(few, TWO, space);
    Generation generation = few.begin(space, RandomStream.of(1), List.of());
    while (!generation.finished()) {
      generation = next(Stored.copy(generation), TWO, space);
    }
    assertThat(generation.report()).isEqualTo(whole);
    assertThat(whole.chains()).hasSize(2).allMatch(chain -> chain.size() == 20);
    assertThat(tempered(whole).betas().size()).isEqualTo(5);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Tempering(Nuts.DEFAULT, 1, 100, 4, 0, List.of()))
        .hasMessageContaining("at least 2");
    assertThatThrownBy(() -> new Tempering(Nuts.DEFAULT, 2, 100, 4, 2, List.of()))
        .hasMessageContaining("temperatures (2) must be from 3");
  }
}
