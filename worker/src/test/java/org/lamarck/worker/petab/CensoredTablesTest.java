package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Reading;

/** Censored values in tables of both versions. */
class CensoredTablesTest {
  private static final String M = "measurements.tsv";
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @TempDir private Path folder;

  private Fixture version1() {
    return new Fixture(folder)
        .table(
            M,
            "observableId simulationConditionId measurement time observableParameters"
                + " noiseParameters measurementType censoringBounds",
            "obs low _ 0 1;offset 0.5 left-censored -0.7",
            "obs low 3 10 2;0 sd interval-censored 0.1;0.4",
            "sum high 0.3 5 _ _ _ _",
            "sum high _ 7 _ _ right-censored 0.5",
            "sum high _ 8 _ _ interval-censored 0;0.25");
  }

  private Fixture version2() {
    return Fixture.version2(folder)
        .table(
            M,
            "observableId experimentId time measurement observableParameters noiseParameters"
                + " measurementType censoringBounds",
            "obs course 5 NaN 1;offset 0.5 left-censored 0.7",
            "sum steady inf _ _ _ right-censored 0.1",
            "double _ 1 0.1 _ _ _ _",
            "obs2 _ 2 _ _ _ interval-censored -1;2",
            "moved both 3 0.4 _ _ _ _");
  }

  @Test
  void bothVersionsReadTheirBounds() throws InputException {
    EstimationProblem problem = ProblemReader.read(version1().write());
    assertThat(problem.measurements())
        .extracting(Measurement::reading)
        .containsExactly(
            new Reading.Censored(-INFINITE, -0.7),
            new Reading.Censored(0.1, 0.4),
            new Reading.Exact(),
            new Reading.Censored(0.5, INFINITE),
            new Reading.Censored(0, 0.25));
    assertThat(problem.measurements())
        .extracting(Measurement::value)
        .as("where they are drawn")
        .containsExactly(-0.7, 0.25, 0.3, 0.5, 0.125);
    EstimationProblem second = ProblemReader.read(version2().write());
    assertThat(second.measurements())
        .extracting(Measurement::reading)
        .containsExactly(
            new Reading.Censored(-INFINITE, 0.7),
            new Reading.Censored(0.1, INFINITE),
            new Reading.Exact(),
            new Reading.Censored(-1, 2),
            new Reading.Exact());
  }

  @Test
  void soundTablesHaveNoFindings() {
    assertThat(version1().findings()).noneMatch(one -> one.startsWith(M));
    assertThat(version2().findings()).noneMatch(one -> one.startsWith(M));
  }

  private void refused(UnaryOperator<Fixture> change, String finding) {
    assertThat(change.apply(version1()).findings())
        .filteredOn(one -> one.startsWith(M))
        .containsExactly(finding);
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() {
    refused(
        f -> f.field(M, 2, 7, "left"),
        "measurements.tsv:2:7: error: measurementType \"left\" is unknown; write left-censored,"
            + " right-censored, interval-censored, semiquantitative or ordinal, or leave it empty"
            + " for a number");
    refused(
        f -> f.field(M, 2, 8, ""),
        "measurements.tsv:2:8: error: left-censored measurements have 1 bound, and 0 are given;"
            + " write one number");
    refused(
        f -> f.field(M, 3, 8, "0.1"),
        "measurements.tsv:3:8: error: interval-censored measurements have 2 bounds, and 1 are"
            + " given; write two numbers with a semicolon between");
    refused(
        f -> f.field(M, 3, 8, "0.4;0.1"),
        "measurements.tsv:3:8: error: the lower bound 0.4 is not below the upper bound 0.1; write"
            + " the smaller number first; a value without a range is no censored one");
    refused(
        f -> f.field(M, 3, 8, "0.1;0.1"),
        "measurements.tsv:3:8: error: the lower bound 0.1 is not below the upper bound 0.1; write"
            + " the smaller number first; a value without a range is no censored one");
    refused(
        f -> f.field(M, 3, 8, "-inf;0.1"),
        "measurements.tsv:3:8: error: the bound -inf is infinite; write a finite number; values"
            + " with one bound are left-censored or right-censored");
    refused(
        f -> f.field(M, 2, 8, "low"),
        "measurements.tsv:2:8: error: censoringBounds \"low\" is not a number; write a number such"
            + " as 0.5 or 1e-3");
    refused(
        f -> f.field(M, 3, 7, ""),
        "measurements.tsv:3:8: error: censoringBounds are given, but no measurementType; write"
            + " left-censored, right-censored or interval-censored, or leave the bounds empty");
  }

  @Test
  void boundsOfLogarithmsMustHaveThem() {
    String remedy = "; write positive numbers, or choose another noise distribution";
    refused(
        f -> f.field(M, 5, 8, "0"),
        "measurements.tsv:5:8: error: the bounds \"0\" have no logarithm, on which the observable"
            + " is compared"
            + remedy);
    refused(
        f -> f.field(M, 6, 8, "-1;2"),
        "measurements.tsv:6:8: error: the bounds \"-1;2\" have no logarithm, on which the"
            + " observable is compared"
            + remedy);
    refused(
        f -> f.field(M, 5, 7, "left-censored").field(M, 5, 8, "-2"),
        "measurements.tsv:5:8: error: the bounds \"-2\" have no logarithm, on which the observable"
            + " is compared"
            + remedy);
  }

  @Test
  void noiseWithoutADistributionFunctionIsRefused() {
    String on = "extensions: {lamarck: {version: 1.0.0, required: true}}\n";
    Fixture fixture = version2();
    fixture.with("problem.yaml", fixture.text("problem.yaml") + on);
    fixture.table(
        "observables.tsv",
        "observableId observableFormula noiseFormula noiseDistribution observablePlaceholders"
            + " noisePlaceholders noiseShape",
        "obs s*A+o n student-t s;o n 4",
        "sum A+offset 0.1*sum+sd log-laplace _ _ _",
        "double 2*sum sd+0*obs2 log-normal _ _ _",
        "obs2 A sd laplace _ _ _",
        "moved A+shift sd _ _ _ _");
    assertThat(fixture.findings())
        .containsExactly(
            "measurements.tsv:2:7: error: values with student-t noise cannot be censored; choose"
                + " normal or Laplace noise");
  }
}
