package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.noise.Transformation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

/** Noise that PEtab does not have, from tables of both versions with Lamarck's extension. */
final class NoiseTablesTest {
  private static final String O = "observables.tsv";
  private static final String ON = "extensions: {lamarck: {version: 1.0.0, required: true}}\n";

  @TempDir private Path folder;

  private Fixture version1() {
    Fixture fixture = new Fixture(folder);
    fixture.with("problem.yaml", fixture.text("problem.yaml") + ON);
    fixture.table(
        O,
        "observableId observableFormula noiseFormula observableTransformation noiseDistribution"
            + " noiseShape",
        "obs observableParameter1_obs*A+observableParameter2_obs noiseParameter1_obs lin"
            + " student-t 2+offset",
        "sum A+offset 0.1*sum+sd log10 student-t 1/sd+sum");
    return fixture;
  }

  private Fixture version2() {
    Fixture fixture = Fixture.version2(folder);
    fixture.with("problem.yaml", fixture.text("problem.yaml") + ON);
    fixture.table(
        O,
        "observableId observableFormula noiseFormula noiseDistribution observablePlaceholders"
            + " noisePlaceholders noiseShape",
        "obs s*A+o n student-t s;o n 2+n",
        "sum A+offset 0.1*sum+sd log-student-t _ _ 1/sd+sum",
        "double 2*sum sd+0*obs2 log-normal _ _ _",
        "obs2 A sd student-t _ _ 3.5",
        "moved A+shift sd student-t _ _ 1+double");
    return fixture;
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws InputException {
    return ProblemObjective.of(
        problem, new EvaluationSettings(Tolerances.of(1e-11, 1e-14), method));
  }

  @Test
  void degreesOfFreedomAreFormulasOverParametersStatesAndOtherObservables() throws InputException {
    EstimationProblem problem = ProblemReader.read(version2().write());
    assertThat(problem.observables().get(1).noise().transformation()).isEqualTo(Transformation.LN);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    ProblemEvaluation evaluation =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
    List<ProblemEvaluation.Simulated> all = evaluation.measurements();
    // n is 0.5 and sd = 0.1 in the two rows of obs; sum is A + 0.25; double is 2 (A + 0.25)
    double[] nu = {2.5, 2.1, 10 + all.get(2).value(), 0, 3.5, 1 + 2 * (A(all.get(5)) + 0.25)};
    double sum = 0;
    for (int m = 0; m < all.size(); m++) {
      double measured = problem.measurements().get(m).value();
      Transformation transformation =
          problem
              .observables()
              .get(problem.measurements().get(m).observable())
              .noise()
              .transformation();
      sum +=
          nu[m] == 0
              ? -0.5 * Math.pow(all.get(m).residual(), 2) - 0.5 * Math.log(2 * Math.PI)
              : new TDistribution(nu[m]).logDensity(all.get(m).residual());
      sum += Math.log(transformation.slope(measured)) - Math.log(all.get(m).sigma());
    }
    // logGamma of Commons Math has 14 digits; six terms
    assertThat(evaluation.logLikelihood()).isCloseTo(sum, within(1e-12));
  }

  /** The state behind the observable moved, which is A + 1.25. */
  private static double A(ProblemEvaluation.Simulated moved) {
    return moved.value() - 1.25;
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void gradientsAgreeWithEachOtherAndWithDifferences(int version) throws InputException {
    EstimationProblem problem =
        ProblemReader.read((version == 1 ? version1() : version2()).write());
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    Vector x = forward.parameters().nominal();
    Vector tangents = gradient(forward, x);
    Vector adjoint = gradient(objective(problem, GradientMethod.ADJOINT), x);
    assertThat(tangents.minus(adjoint).maxNorm()).isLessThan(1e-9 * tangents.maxNorm());
    double h = 1e-4;
    for (int j = 0; j < x.size(); j++) {
      double coarse = difference(forward, x, j, h);
      double fine = difference(forward, x, j, h / 2);
      // h² terms cancel; what is left is below the difference of both, and noise 1e-11·100/h
      assertThat(tangents.get(j))
          .isCloseTo(
              fine + (fine - coarse) / 3,
              within(Math.abs(fine - coarse) + 1e-5 * (1 + Math.abs(fine))));
    }
  }

  private static double difference(ProblemObjective objective, Vector x, int j, double h) {
    return (value(objective, x.with(j, x.get(j) + h)) - value(objective, x.with(j, x.get(j) - h)))
        / (2 * h);
  }

  private static Vector gradient(ProblemObjective objective, Vector x) {
    return ((Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT)).gradient();
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  @Test
  void bothVersionsGiveTheTransformationTheirWay() throws InputException {
    EstimationProblem problem = ProblemReader.read(version1().write());
    assertThat(problem.observables())
        .extracting(one -> one.noise().distribution().family())
        .containsOnly(Distribution.Family.STUDENT_T);
    assertThat(problem.observables())
        .extracting(one -> one.noise().transformation())
        .containsExactly(Transformation.IDENTITY, Transformation.LOG10);
  }

  @Test
  void soundTablesHaveNoFindings() {
    assertThat(version2().findings()).isEmpty();
    assertThat(version1().findings()).noneMatch(one -> one.contains("observables.tsv"));
  }

  private void refused(UnaryOperator<Fixture> change, String finding) {
    assertThat(change.apply(version2()).findings()).hasSize(1).first().asString().contains(finding);
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() {
    refused(
        f -> f.field(O, 5, 7, "0"),
        "observables.tsv:5:7: error: noiseShape \"0\" gives no likelihood of student-t noise;"
            + " write degrees of freedom that make sense");
    refused(
        f -> f.field(O, 5, 7, ""),
        "observables.tsv:5:7: error: student-t noise wants 1 formula (degrees of freedom) in"
            + " noiseShape, and 0 are given; write as many, separated by semicolons");
    refused(
        f -> f.field(O, 4, 7, "3"),
        "observables.tsv:4:7: error: log-normal noise wants no formulas".replace("log-", ""));
    refused(
        f -> f.field(O, 5, 7, "1+"),
        "observables.tsv:5:7: error: noiseShape \"1+\" cannot be read at its character 3");
    refused(
        f -> f.field(O, 5, 7, "1+nothing"),
        "observables.tsv:5:7: error: \"nothing\" is neither in the model nor in the parameter"
            + " table, and no placeholder");
    refused(
        f -> f.field(O, 5, 4, "cauchy"),
        "observables.tsv:5:4: error: noiseDistribution \"cauchy\" is unknown; write normal,"
            + " laplace, student-t, log-normal, log-laplace or log-student-t");
    refused(
        f -> f.replace("problem.yaml", "1.0.0", "7"),
        "error: version \"7\" of the extension lamarck is unknown; write 1.0.0");
  }

  @Test
  void withoutTheExtensionItIsRefusedWithTheLineThatTurnsItOn() {
    List<String> findings = version2().replace("problem.yaml", ON, "").findings();
    assertThat(findings).allMatch(one -> one.startsWith("observables.tsv:"));
    assertThat(findings.get(0))
        .isEqualTo(
            "observables.tsv:2:4: error: noiseDistribution \"student-t\" is of the extension"
                + " lamarck; write normal, laplace, log-normal or log-laplace, or add"
                + " \"extensions: {lamarck: {version: 1.0.0, required: true}}\" to the YAML file");
  }
}
