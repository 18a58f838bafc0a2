package org.lamarck.strategies.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;

class HessianProbeTest {
  private static final SearchSpace SPACE = Profiles.box(3, 10);
  private static final Matrix HESSIAN = Matrix.of(3, 3, 4, 1, 0.5, 1, 3, -0.2, 0.5, -0.2, 2);

  private static Objective quadratic(Matrix hessian) {
    return (x, derivatives) -> {
      Vector slope = hessian.times(x);
      return new Evaluation.Gradient(x.dot(slope) / 2, slope);
    };
  }

  private static HessianProbe probe(
      Objective objective, Vector at, @Nullable Matrix expected, SearchSpace space) {
    Evaluation.Differentiable there =
        (Evaluation.Differentiable) objective.evaluate(at, Derivatives.GRADIENT);
    Refinement end =
        new Refinement(
            at, there.value(), at, there, 0, expected, Termination.GRADIENT, 1, Effort.NONE, null);
    return HessianProbe.at(end, there.gradient(), space);
  }

  private static Matrix found(HessianProbe probe, Objective objective, SearchSpace space) {
    List<Individual> told = new ArrayList<>();
    for (Proposal one : probe.ask(40)) {
      told.add(ProposalRunner.run(one, objective, space));
    }
    return probe.hessian(told, space);
  }

  private static void assertClose(Matrix found, Matrix expected, double bound) {
    assertThat(Vector.of(found.plus(-1, expected).toArray()).maxNorm()).isLessThan(bound);
  }

  @Test
  void ofAQuadraticItIsTheHessian() {
    Objective objective = quadratic(HESSIAN);
    HessianProbe probe = probe(objective, Vector.of(0.1, 0.2, -0.3), null, SPACE);
    assertThat(probe.ask(40)).hasSize(6);
    assertThat(probe.ask(40))
        .extracting(Proposal::id)
        .containsExactly(40L, 41L, 42L, 43L, 44L, 45L);
    // differences over 0.02 of gradients that are exact to 1e-16
    assertClose(found(probe, objective, SPACE), HESSIAN, 1e-12);
  }

  @Test
  void itsErrorIsOfTheSquareOfTheStep() {
    // x⁴ has 12 x² as second derivative, and central differences add 4 h²
    Objective quartic =
        (x, derivatives) ->
            new Evaluation.Gradient(Math.pow(x.get(0), 4), Vector.of(4 * Math.pow(x.get(0), 3)));
    SearchSpace space = Profiles.box(1, 10);
    HessianProbe wide = probe(quartic, Vector.of(1), null, space);
    double h = wide.beside().get(0).step();
    assertThat(h).isCloseTo(0.02, within(1e-12)); // a thousandth of the width
    assertThat(found(wide, quartic, space).get(0, 0)).isCloseTo(12 + 4 * h * h, within(1e-10));
    // what is known of the curvature makes it 0.03 standard errors, when that is shorter
    HessianProbe known = probe(quartic, Vector.of(1), Matrix.of(1, 1, 900), space);
    assertThat(known.beside().get(0).step()).isCloseTo(0.001, within(1e-12));
  }

  @Test
  void onABoundItLooksInsideOnly() {
    Objective objective = quadratic(HESSIAN);
    Vector corner = Vector.of(-10, 10, 0);
    HessianProbe probe = probe(objective, corner, null, SPACE);
    assertThat(probe.beside()).hasSize(4);
    assertThat(probe.ask(0)).allMatch(one -> SPACE.contains(one.candidates().get(0)));
    assertClose(found(probe, objective, SPACE), HESSIAN, 1e-11);
  }

  @Test
  void aColumnThatFailsIsTheExpectedOne() {
    Matrix expected = Matrix.of(3, 3, 9, 0, 0, 0, 8, 0, 0, 0, 7);
    Objective objective = quadratic(HESSIAN);
    Objective failing =
        (x, derivatives) ->
            x.get(1) == 0
                ? objective.evaluate(x, derivatives)
                : new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "");
    Matrix found = found(probe(objective, Vector.zeros(3), expected, SPACE), failing, SPACE);
    assertThat(found.get(1, 1)).isCloseTo(8, within(1e-11));
    assertThat(found.get(0, 1)).isCloseTo(0.5, within(1e-11)); // the mean of 1 and 0
    assertThat(found.get(0, 0)).isCloseTo(4, within(1e-11));
  }

  @Test
  void oneSideThatFailsLeavesTheOther() {
    Objective objective = quadratic(HESSIAN);
    Objective half =
        (x, derivatives) ->
            x.get(1) <= 0
                ? objective.evaluate(x, derivatives)
                : new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "");
    assertClose(found(probe(objective, Vector.zeros(3), null, SPACE), half, SPACE), HESSIAN, 1e-11);
  }

  @Test
  void aSaddleIsMadePositiveDefinite() {
    Matrix saddle = Matrix.of(3, 3, 1, 0, 0, 0, -1, 0, 0, 0, 0);
    Matrix found =
        found(probe(quadratic(saddle), Vector.zeros(3), null, SPACE), quadratic(saddle), SPACE);
    double[] lambda = new double[3];
    assertThat(SymmetricEigen.decompose(3, found.toArray(), lambda, new double[3])).isTrue();
    assertThat(Arrays.stream(lambda).min().orElseThrow()).isPositive();
    assertThat(found.get(0, 0)).isCloseTo(1, within(1e-12)); // what was right stays
  }

  @Test
  void theResponseIsAColumnOfTheInverse() {
    Optimum optimum = new Optimum(Vector.zeros(3), 0, Vector.zeros(3), HESSIAN);
    // by Cramer's rule: det = 4 (6 − 0.04) − (2 + 0.1) + 0.5 (−0.2 − 1.5)
    double det = 4 * 5.96 - 2.1 - 0.85;
    double[] column = {5.96 / det, -2.1 / det, -1.7 / det}; // cofactors of the first row
    Optimum.Response response = optimum.response(0, SPACE);
    assertThat(response.tangent().get(0)).isCloseTo(1, within(1e-15));
    assertThat(response.tangent().get(1)).isCloseTo(column[1] / column[0], within(1e-13));
    assertThat(response.tangent().get(2)).isCloseTo(column[2] / column[0], within(1e-13));
    assertThat(response.bend()).isCloseTo(1 / column[0], within(1e-12));
  }

  @Test
  void whatTheGradientHoldsOnABoundDoesNotRespond() {
    Vector corner = Vector.of(0, -10, 0);
    Optimum held = new Optimum(corner, 0, Vector.of(0, 3, 0), HESSIAN);
    Optimum.Response response = held.response(0, SPACE);
    assertThat(response.tangent().get(1)).isZero();
    // without the second coordinate: −0.5/2, and 4 − 0.25/2
    assertThat(response.tangent().get(2)).isCloseTo(-0.25, within(1e-14));
    assertThat(response.bend()).isCloseTo(4 - 0.125, within(1e-13));
    Optimum free = new Optimum(corner, 0, Vector.of(0, -3, 0), HESSIAN);
    assertThat(free.response(0, SPACE).tangent().get(1)).isNotZero();
  }
}
