package org.lamarck.strategies.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.chain.Draw;
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

class SamplingTest {
  /** Of scales 1, 100 and 0.1, the first two correlated by 0.9: the precision by hand. */
  private static final Matrix PRECISION =
      Matrix.of(
          3, 3, 1 / 0.19, -0.9 / 0.19 / 100, 0, -0.9 / 0.19 / 100, 1 / 0.19 / 1e4, 0, 0, 0, 100);

  private static final Objective NORMAL =
      (x, derivatives) -> {
        Vector slope = PRECISION.times(x);
        return new Evaluation.Gradient(x.dot(slope) / 2, slope);
      };

  private static final Sampling FOUR = new Sampling(new Nuts(500, 0.8, 10), 4, 1000, 50);

  private static SearchSpace box(double... half) {
    Vector upper = Vector.of(half);
    return new SearchSpace(
        IntStream.range(0, half.length).mapToObj(i -> "x" + i).toList(), upper.times(-1), upper);
  }

  private static Sampled sampled(Sampling settings, Objective objective, SearchSpace space) {
    Generation generation = settings.begin(space, RandomStream.of(1), List.of());
    while (!generation.finished()) {
      List<Individual> told = new ArrayList<>();
      for (Proposal proposal : generation.ask()) {
        told.add(ProposalRunner.run(proposal, objective, space));
      }
      generation = generation.tell(told);
    }
    return (Sampled) generation.report();
  }

  private static Convergence of(Sampled sampled, int i) {
    return sampled.of(draw -> draw.point().get(i));
  }

  @Test
  void aNormalDensityHasItsMomentsWhateverItsScales() {
    Sampled sampled = sampled(FOUR, NORMAL, box(50, 5000, 5)); // 50 σ and more: no bounds
    double[] sigma = {1, 100, 0.1};
    for (int i = 0; i < 3; i++) {
      int k = i;
      Convergence mean = of(sampled, i);
      Convergence square = sampled.of(draw -> draw.point().get(k) * draw.point().get(k));
      assertThat(mean.potential()).isLessThan(1.01);
      assertThat(mean.mean()).isCloseTo(0, within(4 * mean.error()));
      assertThat(square.mean()).isCloseTo(sigma[i] * sigma[i], within(4 * square.error()));
      assertThat(mean.bulk()).isGreaterThan(1000); // of 4000, the scales learnt
    }
    Convergence product = sampled.of(draw -> draw.point().get(0) * draw.point().get(1));
    assertThat(product.mean()).isCloseTo(90, within(4 * product.error()));
    assertThat(sampled.divergences()).isZero();
  }

  @Test
  void boundsCutTheDensityAndNothingElse() {
    // exp(−x) on [0, 2]: the mean is 1 − 2/(e² − 1)
    Objective falling = (x, derivatives) -> new Evaluation.Gradient(x.get(0), Vector.of(1));
    SearchSpace space = new SearchSpace(List.of("x"), Vector.of(0), Vector.of(2));
    Convergence mean = of(sampled(FOUR, falling, space), 0);
    assertThat(mean.potential()).isLessThan(1.01);
    assertThat(mean.mean()).isCloseTo(1 - 2 / Math.expm1(2), within(4 * mean.error()));
  }

  @Test
  void heavyTailsAreReached() {
    // Student's t with 3 degrees of freedom: P(|x| < 1) = 0.6090 (Commons Math)
    Objective student =
        (x, derivatives) -> {
          double v = x.get(0);
          return new Evaluation.Gradient(2 * Math.log1p(v * v / 3), Vector.of(4 * v / (3 + v * v)));
        };
    Sampled sampled = sampled(FOUR, student, box(1000));
    Convergence inside = sampled.of(draw -> Math.abs(draw.point().get(0)) < 1 ? 1 : 0);
    double expected = 1 - 2 * new TDistribution(3).cumulativeProbability(-1);
    assertThat(inside.mean()).isCloseTo(expected, within(4 * inside.error()));
  }

  @Test
  void slicesMakeNoDifference() {
    Sampling whole = new Sampling(new Nuts(100, 0.8, 8), 2, 50, 150);
    Sampling sliced = new Sampling(new Nuts(100, 0.8, 8), 2, 50, 7);
    SearchSpace space = box(50, 5000, 5);
    assertThat(sampled(sliced, NORMAL, space).chains())
        .isEqualTo(sampled(whole, NORMAL, space).chains());
  }

  @Test
  void aChainThatCannotBeginBeginsElsewhere() {
    Objective half =
        (x, derivatives) ->
            x.get(0) < 0
                ? new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "")
                : new Evaluation.Gradient(x.dot(x) / 2, x);
    Sampled sampled = sampled(new Sampling(new Nuts(200, 0.8, 8), 4, 200, 50), half, box(9, 9));
    assertThat(sampled.chains()).allMatch(chain -> chain.size() == 200);
    Convergence mean = of(sampled, 0);
    // the half-normal distribution: √(2/π); a wall makes steps short, so fewer draws count
    assertThat(mean.mean()).isCloseTo(Math.sqrt(2 / Math.PI), within(5 * mean.error()));
  }

  @Test
  void chainsThatDisagreeAreFoundOut() {
    double[] here = IntStream.range(0, 100).mapToDouble(i -> Math.sin(i * i)).toArray();
    double[] there = IntStream.range(0, 100).mapToDouble(i -> 3 + Math.sin(i * i)).toArray();
    assertThat(Convergence.of(List.of(here, here)).potential()).isLessThan(1.05);
    assertThat(Convergence.of(List.of(here, there)).potential())
        .isGreaterThan(1.5); // ranks of disjoint chains
  }

  @Test
  void effectiveDrawsOfAnAutoregressionAreThoseOfItsCorrelation() {
    // x' = 0.8 x + ε: N (1 − 0.8)/(1 + 0.8)
    List<double[]> chains = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      RandomStream random = RandomStream.of(5).split("chain", c);
      double[] chain = new double[5000];
      double x = 0;
      for (int i = 0; i < chain.length; i++) {
        x = 0.8 * x + random.nextGaussian();
        chain[i] = x;
      }
      chains.add(chain);
    }
    Convergence convergence = Convergence.of(chains);
    assertThat(convergence.bulk() / 20_000).isCloseTo(0.2 / 1.8, within(0.02)); // a fifth
    assertThat(convergence.potential()).isLessThan(1.01);
  }

  @Test
  void oneChainIsRefused() {
    assertThatThrownBy(() -> Sampling.of(1, 100)).hasMessageContaining("at least 2");
  }

  @Test
  void everyDrawTellsItsValue() {
    Sampled sampled =
        sampled(new Sampling(new Nuts(50, 0.8, 8), 2, 20, 10), NORMAL, box(50, 5000, 5));
    for (Draw draw : sampled.chains().get(0)) {
      double value = draw.point().dot(PRECISION.times(draw.point())) / 2;
      assertThat(draw.value()).isCloseTo(value, within(1e-9 * (1 + value)));
    }
  }
}
