package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.petab.select.BaseProblem;
import org.lamarck.worker.petab.select.SelectionProblem;
import org.lamarck.worker.petab.select.SelectionReader;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.ContentHash;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

/** Variants of a problem that share what is compiled, beside the same variants compiled alone. */
class VariantObjectiveTest {
  private static SelectionProblem read() throws InputException {
    return SelectionReader.read(
        Path.of("..", "examples", "elimination", "selection.yaml"),
        SelectionReader.Choice.NONE,
        new Findings());
  }

  private static ProblemObjective shared(EstimationProblem widest, List<Parameter> parameters)
      throws InputException {
    return ProblemObjective.variant(
        ContentHash.of(widest), () -> widest, parameters, EvaluationSettings.DEFAULT);
  }

  @Test
  void valuesAndDerivativesAreThoseOfTheProblemCompiledAlone() throws InputException {
    SelectionProblem problem = read();
    for (int model = 0; model < 8; model++) {
      CandidateModel candidate =
          problem.space().subspaces().get(0).model(List.of(model & 1, model >> 1 & 1, model >> 2));
      BaseProblem base = problem.problem(candidate.problem());
      List<Parameter> parameters = base.parameters(candidate);
      ProblemObjective shared = shared(base.widest(), parameters);
      ProblemObjective alone =
          ProblemObjective.of(base.widest().withParameters(parameters), EvaluationSettings.DEFAULT);
      assertThat(shared.space()).isEqualTo(alone.space());
      double[] middle = new double[shared.space().dimension()];
      Arrays.fill(middle, 0.45);
      Vector x = shared.space().fromUnit(Vector.of(middle));
      for (Derivatives order : List.of(Derivatives.GRADIENT, Derivatives.RESIDUALS)) {
        Evaluation.Differentiable one = (Evaluation.Differentiable) shared.evaluate(x, order);
        Evaluation.Differentiable other = (Evaluation.Differentiable) alone.evaluate(x, order);
        // both within the integrator's tolerance; formulas may be grouped otherwise
        assertThat(one.value()).isCloseTo(other.value(), within(1e-7 * Math.abs(other.value())));
        for (int i = 0; i < middle.length; i++) {
          assertThat(one.gradient().get(i))
              .as("%s by %s", candidate, shared.space().names().get(i))
              .isCloseTo(
                  other.gradient().get(i),
                  within(1e-6 * Math.max(1, Math.abs(other.gradient().get(i)))));
        }
      }
    }
  }

  @Test
  void nothingIsCompiledForAVariant() throws InputException {
    SelectionProblem problem = read();
    CandidateModel candidate = problem.space().subspaces().get(0).model(List.of(1, 0, 0));
    BaseProblem base = problem.problem(candidate.problem());
    ProblemPlan wide = new ProblemPlan(base.widest());
    ProblemPlan narrow = wide.restricted(base.parameters(candidate));
    assertThat(narrow.model()).isSameAs(wide.model());
    assertThat(narrow.measurements()).isSameAs(wide.measurements());
    assertThat(narrow.parameters().coordinates()).isEqualTo(3);
    assertThat(wide.parameters().coordinates()).isEqualTo(7);
  }

  @Test
  void allModelsOfASpaceAreCompiledOnce() throws InputException {
    SelectionProblem problem = read();
    BaseProblem base = problem.problems().values().iterator().next();
    String hash = ContentHash.of(base.widest());
    ProblemObjective.forgetCompiled();
    AtomicInteger compiled = new AtomicInteger();
    for (int model = 0; model < 8; model++) {
      CandidateModel candidate =
          problem.space().subspaces().get(0).model(List.of(model & 1, model >> 1 & 1, model >> 2));
      ProblemObjective.variant(
          hash,
          () -> {
            compiled.incrementAndGet(); // the problem is asked for to be compiled alone
            return base.widest();
          },
          base.parameters(candidate),
          EvaluationSettings.DEFAULT);
    }
    assertThat(compiled).hasValue(1);
  }

  @Test
  void aVariantEstimatesNoMoreThanTheProblem() throws InputException {
    SelectionProblem problem = read();
    BaseProblem base = problem.problems().values().iterator().next();
    List<Parameter> fixed = base.widest().parameters().stream().map(Parameter::fixed).toList();
    EstimationProblem none = base.widest().withParameters(fixed);
    assertThatThrownBy(() -> shared(none, base.widest().parameters()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not foreseen");
    assertThatThrownBy(() -> shared(base.widest(), fixed.subList(1, fixed.size())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ke");
  }

  @Test
  void whatIsFixedHasItsValueToTheBit() throws InputException {
    SelectionProblem problem = read();
    BaseProblem base = problem.problems().values().iterator().next();
    List<Parameter> parameters =
        base.widest().parameters().stream()
            .map(one -> one.id().equals("ke") ? one.fixedAt(0.3) : one.fixedAt(one.nominal()))
            .toList();
    ProblemObjective shared = shared(base.widest(), parameters);
    ProblemObjective alone =
        ProblemObjective.of(base.widest().withParameters(parameters), EvaluationSettings.DEFAULT);
    Vector nothing = Vector.of(new double[0]);
    assertThat(shared.evaluateFully(nothing, Derivatives.NONE).logLikelihood())
        .isEqualTo(alone.evaluateFully(nothing, Derivatives.NONE).logLikelihood());
  }
}
