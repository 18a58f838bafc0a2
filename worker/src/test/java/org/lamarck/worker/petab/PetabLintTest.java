package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to break a sound problem gives one finding, at its place. */
final class PetabLintTest {
  private static final String M = "measurements.tsv";
  private static final String O = "observables.tsv";
  private static final String P = "parameters.tsv";
  private static final String C = "conditions.tsv";

  @TempDir private Path folder;

  private static Arguments broken(String name, UnaryOperator<Fixture> change, String finding) {
    return Arguments.of(name, change, finding);
  }

  private static Arguments field(
      String name, String file, int row, int column, String value, String finding) {
    return broken(name, fixture -> fixture.field(file, row, column, value), finding);
  }

  static Stream<Arguments> brokenTables() {
    return Stream.of(
        broken(
            "missing column",
            f -> f.replace(M, "\ttime", "\twhen"),
            "measurements.tsv:1:0: error: column \"time\" is missing; add it"),
        field(
            "spaces around a condition's value",
            C,
            2,
            4,
            " start",
            "conditions.tsv:2:4: error: there are spaces around \"start\"; remove them"),
        field(
            "spaces around a condition's name",
            M,
            2,
            3,
            "low ",
            "measurements.tsv:2:3: error: there are spaces around \"low\"; remove them"),
        field(
            "spaces around a formula",
            O,
            3,
            2,
            "A+offset ",
            "observables.tsv:3:2: error: there are spaces around \"A+offset\"; remove them"),
        field(
            "value of the model for a placeholder",
            M,
            2,
            7,
            "cell",
            "measurements.tsv:2:7: error: noise parameter \"cell\" is not a parameter"),
        field(
            "operator of Python",
            O,
            3,
            2,
            "A**2+offset",
            "observables.tsv:3:2: error: observableFormula \"A**2+offset\" cannot be read at its character 2: PEtab has no operator **; write ^"),
        broken(
            "observable with an id of the model",
            f ->
                f.replace(O, "sum\t", "twice\t")
                    .replace(O, "0.1*sum", "0.1*twice")
                    .replace(M, "sum\t", "twice\t"),
            "observables.tsv:3:1: error: \"twice\" is an observable and stands in the model"),
        broken(
            "compartment in the parameter table",
            f -> f.with(P, f.text(P) + "cell\tlin\t0.1\t1\t1\t1\t\t\n"),
            "parameters.tsv:6:1: error: \"cell\" is a species or compartment and cannot be a parameter"),
        broken(
            "uniform prior without numbers",
            f -> f.field(P, 2, 7, "uniform").field(P, 2, 8, ""),
            "parameters.tsv:2:8: error: objectivePriorParameters \"\" must be two numbers"),
        broken(
            "observable's parameter that one condition leaves open",
            f ->
                f.replace(C, "dose\tA", "dose\tshift")
                    .field(C, 2, 4, "1")
                    .field(C, 4, 4, "2")
                    .replace(O, "A+offset", "A+offset+shift")
                    .replace(P, "start\tlin\t0\t10\t1\t0\t\t\n", ""),
            "measurements.tsv:4:0: error: the measurement needs \"shift\", which is not in the model and not set in \"high\""),
        broken(
            "misspelt column",
            f -> f.replace(O, "noiseFormula", "noiseFormulas"),
            "observables.tsv:1:0: error: column \"noiseFormula\" is missing; rename column \"noiseFormulas\""),
        broken(
            "misspelt optional column",
            f -> f.replace(O, "noiseDistribution", "noise_distribution").field(O, 3, 5, "normal"),
            "observables.tsv:1:5: warning: column \"noise_distribution\" has no meaning; rename it if \"noiseDistribution\" is meant"),
        broken(
            "column twice",
            f -> f.replace(P, "nominalValue", "estimate"),
            "parameters.tsv:1:6: error: column \"estimate\" stands twice, first as column 5"),
        broken(
            "spaces in header",
            f -> f.replace(C, "conditionId", " conditionId"),
            "conditions.tsv:1:1: error: there are spaces around the column name \"conditionId\""),
        broken(
            "commas",
            f -> f.with(M, f.text(M).replace('\t', ',')),
            "measurements.tsv:1:1: error: the columns are separated by \",\", not by tabs"),
        broken("empty file", f -> f.with(C, ""), "conditions.tsv: error: the file is empty"),
        broken(
            "header only",
            f -> f.with(M, f.text(M).lines().findFirst().orElseThrow()),
            "measurements.tsv: error: the table has no rows"),
        broken(
            "Latin-1",
            f ->
                f.with(
                    C,
                    f.text(C)
                        .replace("low\t", "low\tf\u00fcnf")
                        .getBytes(StandardCharsets.ISO_8859_1)),
            "conditions.tsv:2:0: error: byte 0xFC is not UTF-8 text"),
        broken(
            "byte order mark",
            f -> f.with(O, "\uFEFF" + f.text(O)),
            "observables.tsv:1:1: warning: the file begins with a byte order mark"),
        broken(
            "open quote",
            f -> f.field(C, 3, 2, "\"third"),
            "conditions.tsv:3:0: error: a quoted field is not closed"),
        broken(
            "field too many",
            f -> f.replace(P, "0.25\t1\t\t", "0.25\t1\t\t\tx"),
            "parameters.tsv:4:9: error: \"x\" stands beyond the last of 8 columns"),
        field(
            "measurement no number",
            M,
            3,
            4,
            "high",
            "measurements.tsv:3:4: error: measurement \"high\" is not a number"),
        field(
            "decimal comma",
            M,
            3,
            4,
            "0,7",
            "measurements.tsv:3:4: error: measurement \"0,7\" is not a number; write the decimal point as ."),
        field(
            "Java's number",
            M,
            3,
            4,
            "1d",
            "measurements.tsv:3:4: error: measurement \"1d\" is not a number"),
        field("no measurement", M, 3, 4, "", "measurements.tsv:3:4: error: measurement is missing"),
        field(
            "infinite measurement",
            M,
            3,
            4,
            "inf",
            "measurements.tsv:3:4: error: measurement is infinite"),
        field(
            "measurement without logarithm",
            M,
            4,
            4,
            "-0.3",
            "measurements.tsv:4:4: error: measurement -0.3 has no logarithm"),
        field(
            "negative time",
            M,
            2,
            5,
            "-1",
            "measurements.tsv:2:5: error: time -1 is before the start"),
        field(
            "unknown condition",
            M,
            2,
            3,
            "lo",
            "measurements.tsv:2:3: error: simulationConditionId \"lo\" is not in the condition table; write \"low\" if that is meant"),
        field(
            "unknown preequilibration",
            M,
            5,
            2,
            "never",
            "measurements.tsv:5:2: error: preequilibrationConditionId \"never\" is not in the condition table"),
        field(
            "unknown observable",
            M,
            2,
            1,
            "other",
            "measurements.tsv:2:1: error: observableId \"other\" is not in the observable table"),
        field(
            "too few overrides",
            M,
            2,
            6,
            "1",
            "measurements.tsv:2:6: error: \"1\" gives 1 values, but observable \"obs\" has 2 placeholders"),
        field(
            "override without placeholder",
            M,
            4,
            7,
            "0.1",
            "measurements.tsv:4:7: error: \"0.1\" gives 1 values, but observable \"sum\" has 0 placeholders"),
        field(
            "override unknown",
            M,
            2,
            6,
            "1;ofset",
            "measurements.tsv:2:6: error: observable parameter \"ofset\" is not a parameter; write \"offset\" if that is meant"),
        field(
            "override empty",
            M,
            2,
            6,
            "1;",
            "measurements.tsv:2:6: error: observable parameter \"\" is neither a finite number nor an id"),
        field(
            "noise not positive",
            M,
            2,
            7,
            "0",
            "measurements.tsv:2:7: error: noise parameter \"0\" is not positive"),
        broken(
            "row twice",
            f -> f.with(M, f.text(M) + "sum\t\thigh\t0.4\t5\t\t\n"),
            "measurements.tsv:7:0: warning: the row is equal to row 6 in every field"),
        field(
            "formula unreadable",
            O,
            3,
            2,
            "A+",
            "observables.tsv:3:2: error: observableFormula \"A+\" cannot be read at its character 3"),
        field(
            "unknown symbol",
            O,
            3,
            2,
            "A+ofset",
            "observables.tsv:3:2: error: \"ofset\" is neither in the model nor in the parameter table; write \"offset\" if that is meant"),
        field(
            "foreign placeholder",
            O,
            3,
            2,
            "A+offset+observableParameter1_obs",
            "observables.tsv:3:2: error: placeholder \"observableParameter1_obs\" does not belong here"),
        field(
            "placeholder skipped",
            O,
            2,
            2,
            "observableParameter1_obs+observableParameter3_obs",
            "observables.tsv:2:2: error: observableParameter2_obs is missing among the placeholders"),
        field(
            "noise formula zero",
            O,
            3,
            3,
            "0",
            "observables.tsv:3:3: error: noiseFormula \"0\" is not positive"),
        field(
            "unknown transformation",
            O,
            3,
            4,
            "log2",
            "observables.tsv:3:4: error: observableTransformation \"log2\" is unknown"),
        field(
            "unknown distribution",
            O,
            3,
            5,
            "cauchy",
            "observables.tsv:3:5: error: noiseDistribution \"cauchy\" is unknown"),
        broken(
            "observable twice",
            f -> f.with(O, f.text(O) + "sum\tA\t1\t\t\n"),
            "observables.tsv:4:1: error: observable \"sum\" stands twice, first in"),
        broken(
            "unmeasured observable",
            f -> f.with(O, f.text(O) + "more\tA\t1\t\t\n"),
            "observables.tsv:4:1: warning: observable \"more\" has no measurements"),
        broken(
            "no valid id",
            f -> f.with(P, f.text(P) + "1sd\tlin\t0\t1\t0.5\t1\t\t\n"),
            "parameters.tsv:6:1: error: parameterId \"1sd\" is not a valid id"),
        field(
            "scale unknown",
            P,
            2,
            2,
            "log2",
            "parameters.tsv:2:2: error: parameterScale \"log2\" is unknown; write lin, log or log10"),
        field(
            "bounds crossed",
            P,
            4,
            3,
            "2",
            "parameters.tsv:4:3: error: the bounds of \"offset\" are crossed: 2 > 1"),
        field(
            "bound without logarithm",
            P,
            2,
            3,
            "0",
            "parameters.tsv:2:3: error: bound 0 of \"k\" has no logarithm"),
        field("bound missing", P, 4, 4, "", "parameters.tsv:4:4: error: upperBound is missing"),
        field(
            "bound infinite", P, 4, 4, "inf", "parameters.tsv:4:4: error: upperBound is infinite"),
        field(
            "nominal outside",
            P,
            4,
            5,
            "3",
            "parameters.tsv:4:5: warning: nominalValue 3 of \"offset\" is outside its bounds [-1.0, 1.0]"),
        field(
            "nominal without logarithm",
            P,
            2,
            5,
            "-1",
            "parameters.tsv:2:5: warning: nominalValue -1 of \"k\" has no logarithm"),
        field(
            "fixed without value",
            P,
            3,
            5,
            "",
            "parameters.tsv:3:5: error: nominalValue is missing"),
        field(
            "estimate neither",
            P,
            3,
            6,
            "yes",
            "parameters.tsv:3:6: error: estimate \"yes\" is neither 0 nor 1"),
        field(
            "prior unknown",
            P,
            2,
            7,
            "gamma",
            "parameters.tsv:2:7: error: objectivePriorType \"gamma\" is unknown"),
        field(
            "prior incomplete",
            P,
            2,
            8,
            "0",
            "parameters.tsv:2:8: error: objectivePriorParameters \"0\" must be two numbers"),
        field(
            "prior without width",
            P,
            2,
            8,
            "0;0",
            "parameters.tsv:2:8: error: the scale of the prior (0;0) is not positive"),
        field(
            "prior without type",
            P,
            2,
            7,
            "",
            "parameters.tsv:2:7: error: objectivePriorParameters \"0;1\" are given without a type"),
        broken(
            "parameter twice",
            f -> f.with(P, f.text(P) + "k\tlin\t0\t1\t0.5\t1\t\t\n"),
            "parameters.tsv:6:1: error: parameter \"k\" stands twice, first in"),
        broken(
            "parameter unused",
            f -> f.with(P, f.text(P) + "idle\tlin\t0\t1\t0.5\t1\t\t\n"),
            "parameters.tsv:6:1: error: parameter \"idle\" is used nowhere"),
        broken(
            "parameter is a species",
            f ->
                f.with(P, f.text(P) + "A\tlin\t0\t1\t0.5\t1\t\t\n")
                    .with(C, "conditionId\tdose\nlow\tstart\nhigh\t3\nbefore\t0\n"),
            "parameters.tsv:6:1: error: \"A\" changes in time and cannot be a parameter"),
        broken(
            "parameter has a rule",
            f -> f.with(P, f.text(P) + "twice\tlin\t0\t1\t0.5\t1\t\t\n"),
            "parameters.tsv:6:1: error: \"twice\" follows a rule of the model"),
        broken(
            "target unknown",
            f -> f.replace(C, "\tdose\t", "\tdos\t"),
            "conditions.tsv:1:3: error: the model has no \"dos\" that a condition could set; write \"dose\" if that is meant"),
        broken(
            "target has a rule",
            f -> f.replace(C, "\tdose\t", "\ttwice\t"),
            "conditions.tsv:1:3: error: \"twice\" follows a rule of the model"),
        broken(
            "target is a parameter",
            f -> f.replace(C, "\tdose\t", "\tk\t"),
            "conditions.tsv:1:3: error: \"k\" is set by conditions and stands in the parameter table"),
        field(
            "cell unknown",
            C,
            2,
            4,
            "strat",
            "conditions.tsv:2:4: error: value of A \"strat\" is not a parameter; write \"start\" if that is meant"),
        field(
            "cell infinite",
            C,
            3,
            3,
            "inf",
            "conditions.tsv:3:3: error: value of dose \"inf\" is neither a finite number nor an id"),
        broken(
            "condition twice",
            f -> f.with(C, f.text(C) + "low\t\t\t\n"),
            "conditions.tsv:5:1: error: condition \"low\" stands twice, first in"),
        broken(
            "condition unused",
            f -> f.with(C, f.text(C) + "idle\t\t1\t\n"),
            "conditions.tsv:5:1: warning: condition \"idle\" has no measurements"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenTables")
  void brokenInputIsLocated(String name, UnaryOperator<Fixture> change, String finding) {
    List<String> findings = change.apply(new Fixture(folder)).findings();
    assertThat(findings).as(name).hasSize(1);
    assertThat(findings.get(0).replace(folder + "/", "")).startsWith(finding);
  }

  @Test
  void everyRowWithAnErrorHasItsOwnFinding() {
    assertThat(
            new Fixture(folder)
                .field(M, 2, 5, "soon")
                .field(M, 3, 4, "")
                .field(M, 6, 1, "none")
                .findings())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("measurements.tsv:2:5: error"),
            second -> assertThat(second).startsWith("measurements.tsv:3:4: error"),
            third -> assertThat(third).startsWith("measurements.tsv:6:1: error"));
  }

  @Test
  void rowsAreCountedAsTheyStandInTheFile() {
    Fixture fixture = new Fixture(folder);
    String text = "\r\n" + fixture.text(M).replace("\n", "\r\n\r\n").replace("0.2\t10", "0.2\tx");
    assertThat(fixture.with(M, text).findings())
        .singleElement()
        .asString()
        .startsWith("measurements.tsv:6:5: error: time \"x\" is not a number");
  }

  @Test
  void rowsAreCheckedEvenWhenTheModelCannotBeRead() {
    assertThat(new Fixture(folder).with("model.xml", "<sbml/>").field(P, 2, 2, "ln").findings())
        .hasSizeGreaterThan(1)
        .anySatisfy(finding -> assertThat(finding).startsWith("model.xml:"))
        .anySatisfy(finding -> assertThat(finding).startsWith("parameters.tsv:2:2: error"));
  }

  @Test
  void missingProblemFileIsAFinding() {
    assertThat(PetabLint.check(folder.resolve("none.yaml")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).contains("does not exist"));
  }
}
