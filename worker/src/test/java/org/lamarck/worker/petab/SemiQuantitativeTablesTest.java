package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MonotoneScale;
import org.lamarck.worker.problem.Reading;
import org.lamarck.worker.tolerance.Tolerances;

/** Semi-quantitative and ordinal data in tables of both versions, and their objectives. */
class SemiQuantitativeTablesTest {
  private static final String M = "measurements.tsv";
  private static final String O = "observables.tsv";

  @TempDir private Path folder;

  private Fixture version1() {
    return new Fixture(folder)
        .table(
            O,
            "observableId observableFormula noiseFormula splineRatio minDiffFactor"
                + " regularizationFactor intervalConstraints minGap",
            "meter A*(1+offset) sd 0.8 0.1 0.7 _ _",
            "score A+0.3*dose 1 _ _ _ max-min 0.01",
            "number A sd _ _ _ _ _")
        .table(
            M,
            "observableId simulationConditionId measurement time noiseParameters measurementType"
                + " measurementCategory",
            "meter low 3.1 0 _ semiquantitative _",
            "meter low 2.9 1 _ semiquantitative _",
            "meter low 2 2 _ nonlinear_monotone _",
            "meter high 1.2 3 _ semiquantitative _",
            "meter high 1.4 5 _ semiquantitative _",
            "score low 0 0 _ ordinal 3",
            "score low _ 1 _ ordinal 1",
            "score high _ 1 _ ordinal 2",
            "score high _ 3 _ ordinal 3.0",
            "score low _ 4 _ ordinal 2",
            "number low 0.4 1 _ _ _");
  }

  private Fixture version2() {
    return Fixture.version2(folder)
        .table(
            O,
            "observableId observableFormula noiseFormula splineRatio",
            "meter A+offset sd 1",
            "score A 1 _",
            "moved A+shift 1 _")
        .table(
            M,
            "observableId experimentId time measurement measurementType measurementCategory",
            "meter course 5 3 semiquantitative _",
            "meter course 6 2 semiquantitative _",
            "meter course 8 2.4 semiquantitative _",
            "score course 6 _ ordinal 2",
            "score course 7 _ ordinal 1",
            "moved both 3 0.4 _ _");
  }

  @Test
  void bothVersionsReadWhatRowsAndObservablesSay() throws InputException {
    EstimationProblem problem = ProblemReader.read(version1().write());
    Reading.Category.Gaps gaps = new Reading.Category.Gaps(true, 0.01);
    assertThat(problem.measurements().subList(0, 5))
        .extracting(Measurement::reading)
        .containsOnly(new Reading.Monotone(0.8, 0.1, 0.7));
    assertThat(problem.measurements().subList(5, 11))
        .extracting(Measurement::reading)
        .containsExactly(
            new Reading.Category(3, gaps),
            new Reading.Category(1, gaps),
            new Reading.Category(2, gaps),
            new Reading.Category(3, gaps),
            new Reading.Category(2, gaps),
            new Reading.Exact());
    EstimationProblem second = ProblemReader.read(version2().write());
    assertThat(second.measurements())
        .extracting(Measurement::reading)
        .containsExactly(
            new Reading.Monotone(1, 0, 0),
            new Reading.Monotone(1, 0, 0),
            new Reading.Monotone(1, 0, 0),
            new Reading.Category(2, Reading.Category.Gaps.DEFAULT),
            new Reading.Category(1, Reading.Category.Gaps.DEFAULT),
            new Reading.Exact());
  }

  @Test
  void soundTablesHaveNoFindings() {
    assertThat(version1().findings()).noneMatch(one -> one.startsWith(M) || one.startsWith(O));
    assertThat(version2().findings()).noneMatch(one -> one.startsWith(M) || one.startsWith(O));
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws InputException {
    return ProblemObjective.of(
        problem, new EvaluationSettings(Tolerances.of(1e-11, 1e-14), method));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gradientsAgreeWithEachOtherAndWithDifferences(int version) throws InputException {
    EstimationProblem problem =
        ProblemReader.read((version == 1 ? version1() : version2()).write());
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    Vector x = forward.parameters().nominal();
    Vector tangents = gradient(forward, x);
    Vector adjoint = gradient(objective(problem, GradientMethod.ADJOINT), x);
    Evaluation.LeastSquares squares =
        (Evaluation.LeastSquares) forward.evaluate(x, Derivatives.RESIDUALS);
    assertThat(tangents.minus(adjoint).maxNorm()).isLessThan(1e-9 * tangents.maxNorm());
    assertThat(tangents.minus(squares.gradient()).maxNorm()).isLessThan(1e-9 * tangents.maxNorm());
    assertThat(
            squares
                .jacobian()
                .transposeTimes(squares.residuals())
                .minus(squares.gradient())
                .maxNorm())
        .isLessThan(1e-9 * tangents.maxNorm());
    double h = 1e-5;
    for (int j = 0; j < x.size(); j++) {
      double difference =
          (value(forward, x.with(j, x.get(j) + h)) - value(forward, x.with(j, x.get(j) - h)))
              / (2 * h);
      // truncation h² times a third derivative of order 10³; integration noise 1e-11·100/h
      assertThat(tangents.get(j)).isCloseTo(difference, within(1e-5 * (1 + tangents.maxNorm())));
    }
  }

  private static Vector gradient(ProblemObjective objective, Vector x) {
    return ((Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT)).gradient();
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  @Test
  void evaluationsTellTheFunctions() throws InputException {
    EstimationProblem problem = ProblemReader.read(version1().write());
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    ProblemEvaluation evaluation =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
    assertThat(evaluation.scales()).containsOnlyKeys(0, 1);
    MonotoneScale.Spline spline =
        (MonotoneScale.Spline) Objects.requireNonNull(evaluation.scales().get(0));
    assertThat(spline.knots().size()).isEqualTo(4);
    for (int m = 0; m < 5; m++) {
      ProblemEvaluation.Simulated one = evaluation.measurements().get(m);
      double compared = problem.measurements().get(m).value() - one.residual() * one.sigma();
      assertThat(spline.apply(one.value())).isCloseTo(compared, within(1e-12));
    }
    MonotoneScale.Categories categories =
        (MonotoneScale.Categories) Objects.requireNonNull(evaluation.scales().get(1));
    assertThat(categories.upper().size()).isEqualTo(3);
  }

  @Test
  void noiseOfSplinesIsComputedWhereItIsAskedFor() throws InputException {
    EstimationProblem problem = ProblemReader.read(version2().write());
    ProblemObjective searched = objective(problem, GradientMethod.FORWARD);
    ProblemObjective computed =
        ProblemObjective.of(
            problem,
            new EvaluationSettings(Tolerances.of(1e-11, 1e-14), GradientMethod.FORWARD)
                .withInner(Inner.DETECTED));
    assertThat(computed.parameters().estimated())
        .extracting(one -> one.id())
        .doesNotContain("sd")
        .contains("offset");
    Vector x = computed.parameters().nominal();
    double best = ((Evaluation.Finite) computed.evaluate(x, Derivatives.NONE)).value();
    int sd = searched.parameters().estimated().size() - 1;
    Vector all = searched.parameters().nominal();
    double least = Double.POSITIVE_INFINITY;
    for (double s = -2; s < 1; s += 1e-3) {
      least = Math.min(least, value(searched, all.with(sd, s)));
    }
    assertThat(best).isBetween(least - 1e-5, least + 1e-9); // half a step of the grid, squared
    Vector gradient = gradient(computed, x);
    double h = 1e-5;
    for (int j = 0; j < x.size(); j++) {
      double difference =
          (value(computed, x.with(j, x.get(j) + h)) - value(computed, x.with(j, x.get(j) - h)))
              / (2 * h);
      assertThat(gradient.get(j)).isCloseTo(difference, within(1e-5 * (1 + gradient.maxNorm())));
    }
  }

  private void refused(UnaryOperator<Fixture> change, String file, String finding) {
    assertThat(change.apply(version1()).findings())
        .filteredOn(one -> one.startsWith(file))
        .containsExactly(finding);
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() {
    refused(
        f -> f.field(M, 7, 7, ""),
        M,
        "measurements.tsv:7:7: error: an ordinal measurement has no measurementCategory; write"
            + " its category, 1 for the lowest one");
    refused(
        f -> f.field(M, 7, 7, "1.5"),
        M,
        "measurements.tsv:7:7: error: measurementCategory \"1.5\" is not a whole number from 1 on;"
            + " number the categories 1, 2, 3, … from the lowest one");
    refused(
        f -> f.field(M, 9, 7, "3").field(M, 11, 7, "3"),
        M,
        "measurements.tsv:7:0: error: category 2 of observable \"score\" has no measurements, but"
            + " category 3 has; number the categories 1, 2, 3, … without gaps");
    refused(
        f -> f.field(M, 3, 6, "").field(M, 3, 7, ""),
        M,
        "measurements.tsv:3:0: error: observable \"meter\" has measurements of two kinds, other"
            + " ones in measurements.tsv:2; give all of them the same measurementType; numbers and"
            + " censored values alone may mix");
    refused(
        f -> f.field(M, 12, 7, "2"),
        M,
        "measurements.tsv:12:7: error: measurementCategory is given, but no measurementType; write"
            + " ordinal, or leave the category empty");
    refused(
        f -> f.field(M, 2, 3, ""),
        M,
        "measurements.tsv:2:3: error: measurement is missing; write a number");
    refused(
        f -> f.field(O, 2, 4, "0"),
        O,
        "observables.tsv:2:4: error: splineRatio is 0, which is no knot at all; write how many"
            + " knots there are for each measurement, such as 0.5");
    refused(
        f -> f.field(O, 2, 6, "-1"),
        O,
        "observables.tsv:2:6: error: regularizationFactor -1 is negative or infinite; write a"
            + " number from 0 on");
    refused(
        f -> f.field(O, 3, 7, "min"),
        O,
        "observables.tsv:3:7: error: intervalConstraints \"min\" is unknown; write max or max-min");
  }

  @Test
  void splinesNeedNormalNoiseOfTheValue() {
    List<String> findings =
        version2()
            .table(
                O,
                "observableId observableFormula noiseFormula noiseDistribution",
                "meter A+offset sd laplace",
                "score A 1 laplace",
                "moved A+shift 1 _")
            .findings();
    assertThat(findings).hasSize(3).allMatch(one -> one.contains("compared by their values"));
  }
}
