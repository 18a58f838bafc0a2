package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * A name that only tables know: {@code shift} = offset + 1 in the condition "shifted", used by the
 * observable "moved" = A + shift alone.
 */
final class OpenNamesTest {
  @TempDir private Path folder;

  private EstimationProblem problem(String... experiments) throws InputException {
    return ProblemReader.read(fixture("3", experiments).write());
  }

  /** "moved" is measured at a time in the experiment "both". */
  private Fixture fixture(String time, String... experiments) {
    String[] rows = new String[experiments.length + 1];
    rows[0] = "experimentId time conditionId";
    System.arraycopy(experiments, 0, rows, 1, experiments.length);
    return Fixture.version2(folder)
        .table("experiments.tsv", rows)
        .table(
            "observables.tsv",
            "observableId observableFormula noiseFormula",
            "plain A sd",
            "moved A+shift sd")
        .table(
            "measurements.tsv",
            "observableId experimentId time measurement",
            "plain other 2 0.3",
            "plain both 1 0.5",
            "moved both " + time + " 1.4");
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  /** The gradient, held to differences. */
  private static double byOffset(EstimationProblem problem) throws InputException {
    ProblemObjective objective =
        ProblemObjective.of(
            problem, new EvaluationSettings(Tolerances.exact(), GradientMethod.FORWARD));
    Vector x = objective.parameters().nominal();
    Vector gradient =
        ((Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT)).gradient();
    for (int j = 0; j < x.size(); j++) {
      double h = 1e-4;
      double difference =
          (value(objective, x.with(j, x.get(j) + h)) - value(objective, x.with(j, x.get(j) - h)))
              / (2 * h);
      // h² of third derivatives of order 10⁴
      assertThat(gradient.get(j)).isCloseTo(difference, within(1e-4 * (1 + gradient.maxNorm())));
    }
    return gradient.get(problem.estimated().stream().map(Parameter::id).toList().indexOf("offset"));
  }

  @Test
  void anExperimentThatDoesNotMeasureItMayLeaveItOpen() throws InputException {
    assertThat(byOffset(problem("other 0 high", "both 0 high", "both 0 shifted"))).isNotZero();
  }

  @Test
  void itMayBeSetByALaterPeriodInWhichItIsMeasured() throws InputException {
    assertThat(byOffset(problem("other 0 high", "both 0 high", "both 2 shifted"))).isNotZero();
  }

  @Test
  void aPreequilibrationMayLeaveItOpen() throws InputException {
    assertThat(byOffset(problem("other 0 high", "both -inf high", "both 0 shifted"))).isNotZero();
  }

  @Test
  void whereItIsMeasuredAndNotSetIsAnErrorAtTheMeasurement() {
    List<String> never = fixture("3", "other 0 shifted", "both 0 high").findings();
    assertThat(never)
        .filteredOn(one -> one.contains("error"))
        .singleElement()
        .asString()
        .startsWith("measurements.tsv:4:0: error: the measurement needs \"shift\"");
    List<String> later = fixture("1", "other 0 high", "both 0 high", "both 2 shifted").findings();
    assertThat(later)
        .filteredOn(one -> one.contains("error"))
        .singleElement()
        .asString()
        .startsWith("measurements.tsv:4:0: error: the measurement needs \"shift\"");
  }
}
