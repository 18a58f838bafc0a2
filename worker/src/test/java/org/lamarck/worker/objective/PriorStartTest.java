package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.segment.ParameterMap;
import org.lamarck.worker.objective.segment.PriorStart;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Scale;

class PriorStartTest {
  private static final int DRAWS = 20_000;

  private static Parameter parameter(Scale scale, Prior initialization) {
    return new Parameter("k", scale, 1e-3, 1e3, 1, true, null, initialization, Inner.NONE);
  }

  private static double[] draws(Parameter parameter) {
    SearchSpace space =
        new SearchSpace(
            List.of("k"), Vector.of(-3), Vector.of(3), List.of(PriorStart.of(parameter)));
    RandomStream random = RandomStream.of(21);
    double[] draws = new double[DRAWS];
    for (int k = 0; k < DRAWS; k++) {
      draws[k] = space.drawStart(random).get(0);
    }
    return draws;
  }

  private static double mean(double[] values, double power, double centre) {
    double sum = 0;
    for (double value : values) {
      sum += Math.pow(value - centre, power);
    }
    return sum / values.length;
  }

  @Test
  void withoutAPriorOfTheirOwnStartsAreUniform() {
    Parameter plain = new Parameter("k", Scale.LOG10, 1e-3, 1e3, 1, true, null);
    assertThat(PriorStart.of(plain)).isEqualTo(new Marginal.Uniform());
    Prior linear = new Prior(Family.UNIFORM, 1e-3, 1e3, Limits.clipping(1e-3, 1e3));
    assertThat(PriorStart.of(parameter(Scale.LIN, linear))).isEqualTo(new Marginal.Uniform());
    assertThat(PriorStart.of(parameter(Scale.LOG10, linear)))
        .isNotEqualTo(new Marginal.Uniform()); // uniform over the values, not their logarithms
  }

  @Test
  void startsOfANormalPriorOnTheScaleHaveItsMoments() {
    Limits limits = Limits.clipping(1e-3, 1e3);
    double[] draws =
        draws(parameter(Scale.LOG10, new Prior(Family.PARAMETER_SCALE_NORMAL, 1, 0.5, limits)));
    // 4 standard errors: σ/√n of the mean, σ²√(2/n) of the variance; bounds are 4 σ away
    assertThat(mean(draws, 1, 0)).isCloseTo(1, within(4 * 0.5 / Math.sqrt(DRAWS)));
    assertThat(mean(draws, 2, 1)).isCloseTo(0.25, within(4 * 0.25 * Math.sqrt(2.0 / DRAWS)));
  }

  @Test
  void whatIsDrawnOutsideOfTheBoundsIsOnThem() {
    Limits limits = Limits.clipping(1e-3, 1e3);
    double[] draws =
        draws(parameter(Scale.LOG10, new Prior(Family.PARAMETER_SCALE_NORMAL, 3, 1, limits)));
    long onBound = Arrays.stream(draws).filter(x -> x == 3).count();
    // half of the mass is above the bound: binomial with σ = √n/2
    assertThat((double) onBound).isCloseTo(DRAWS / 2.0, within(4 * Math.sqrt(DRAWS) / 2));
    assertThat(Arrays.stream(draws).boxed()).allMatch(x -> x >= -3 && x <= 3);
  }

  @Test
  void anInfiniteBoundIsWhereThePriorHardlyGoes() throws InputException {
    Limits limits = Limits.truncating(-1e3, Double.POSITIVE_INFINITY);
    Prior prior = new Prior(Family.NORMAL, 2, 3, limits);
    Parameter open =
        new Parameter(
            "k1", Scale.LIN, -1e3, Double.POSITIVE_INFINITY, 1, true, prior, prior, Inner.NONE);
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    List<Parameter> parameters = new ArrayList<>(problem.parameters());
    parameters.set(0, open);
    SearchSpace space = new ParameterMap(problem.withParameters(parameters)).space();
    assertThat(space.lower().get(0)).isEqualTo(-1e3);
    // the quantile 1 − 1e-7 of the standard normal is 5.199337582
    assertThat(space.upper().get(0)).isCloseTo(2 + 3 * 5.199337582, within(1e-6));
  }

  @Test
  void startsOfATruncatedPriorAreInside() {
    Limits limits = Limits.truncating(1e-3, 1e3);
    double[] draws = draws(parameter(Scale.LOG10, new Prior(Family.LOG_NORMAL, 0, 10, limits)));
    assertThat(Arrays.stream(draws).boxed()).allMatch(x -> x >= -3 && x <= 3);
    assertThat(Arrays.stream(draws).boxed()).noneMatch(x -> x == 3 || x == -3);
  }
}
