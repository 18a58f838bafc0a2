package org.lamarck.worker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.tolerance.Tolerances;

class EstimationObjectiveTest {
  private static ProblemObjective open(Tolerances tolerances) throws Exception {
    EstimationProblem problem = ProblemReader.read(Path.of("../examples/boehm/boehm.yaml"));
    return new EstimationObjective(
            problem.id(),
            SerializedProblem.of(problem),
            new EvaluationSettings(tolerances, GradientMethod.FORWARD))
        .open();
  }

  @Test
  void theCoarseObjectiveIsTheSameFunctionAtLooseTolerances() throws Exception {
    ProblemObjective exact = open(Tolerances.defaults());
    Objective rough = exact.coarse();
    assertThat(rough).isNotSameAs(exact).isSameAs(exact.coarse());
    Vector x = exact.parameters().nominal();
    Evaluation.LeastSquares here =
        (Evaluation.LeastSquares) exact.evaluate(x, Derivatives.RESIDUALS);
    Evaluation.LeastSquares there =
        (Evaluation.LeastSquares) rough.evaluate(x, Derivatives.RESIDUALS);
    // 138.22 at errors of 1e-4 in 48 values that are known to some percent; but not the same steps
    assertThat(there.value()).isCloseTo(here.value(), within(0.05)).isNotEqualTo(here.value());
    Vector jacobian = Vector.of(here.jacobian().toArray());
    assertThat(Vector.of(there.jacobian().toArray()).minus(jacobian).maxNorm())
        .isLessThan(1e-2 * jacobian.maxNorm());
  }

  @Test
  void whatIsLooseAlreadyHasNoCoarseOne() throws Exception {
    ProblemObjective loose = open(Tolerances.scaled(1e-4));
    assertThat(loose.coarse()).isSameAs(loose);
  }
}
