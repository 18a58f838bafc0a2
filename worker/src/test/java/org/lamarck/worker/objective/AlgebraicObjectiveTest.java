package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** The conversion of A and B with a law of conservation, A + B = a0 + b0, for the rate of B. */
class AlgebraicObjectiveTest {
  private static EstimationProblem conserved() {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    OdeModel model = problem.model();
    ExpressionPool pool = model.pool();
    Expression sum = pool.add(pool.symbol("A"), pool.symbol("B"));
    Expression total = pool.add(pool.symbol("a0"), pool.symbol("b0"));
    List<Quantity> quantities = new ArrayList<>();
    for (Quantity quantity : model.quantities()) {
      quantities.add(
          quantity.id().equals("B")
              ? new Quantity.Algebraic("B", pool.constant(7), pool.subtract(sum, total))
              : quantity);
    }
    quantities.add(new Quantity.Constant("b0", pool.constant(0.1)));
    return new EstimationProblem(
        problem.id(),
        new OdeModel(model.id(), pool, quantities, model.species(), model.outputs()),
        problem.parameters(),
        List.of(
            experiment("control", new Assignment("b0", pool.constant(0.1))),
            experiment("treated", new Assignment("k2", pool.constant(0.25)))),
        problem.observables(),
        problem.measurements(),
        problem.loss());
  }

  private static Experiment experiment(String id, Assignment assignment) {
    return new Experiment(id, List.of(new Experiment.Period(id, 0, List.of(assignment))));
  }

  @ParameterizedTest
  @EnumSource(
      value = GradientMethod.class,
      names = {"FORWARD", "ADJOINT"})
  void valueAndGradientAreThoseOfTheRates(GradientMethod method) throws InputException {
    EvaluationSettings settings = new EvaluationSettings(Tolerances.of(1e-11, 1e-14), method);
    EstimationProblem rates =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ProblemObjective expected = ProblemObjective.of(rates, settings);
    ProblemObjective actual = ProblemObjective.of(conserved(), settings);
    Vector x = expected.parameters().nominal();
    Evaluation.Differentiable one =
        (Evaluation.Differentiable) expected.evaluate(x, Derivatives.GRADIENT);
    Evaluation.Differentiable two =
        (Evaluation.Differentiable) actual.evaluate(x, Derivatives.GRADIENT);
    // rtol 1e-11 per step, some dozens of steps, weighed by 1/σ²
    assertThat(two.value()).isCloseTo(one.value(), within(1e-8));
    assertThat(two.gradient().minus(one.gradient()).maxNorm())
        .isLessThan(1e-7 * one.gradient().maxNorm());
  }

  @Test
  void tsit5IsRefusedBeforeAnythingIsEvaluated() {
    Tolerances explicit = Tolerances.defaults().withStepping(Stepping.TSIT5);
    assertThatThrownBy(
            () ->
                ProblemObjective.of(
                    conserved(), new EvaluationSettings(explicit, GradientMethod.AUTO)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("tsit5 cannot integrate algebraic rules");
  }
}
