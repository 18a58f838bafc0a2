package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to break a sound problem of version 2 gives one finding, at its place. */
final class Version2LintTest {
  private static final String M = "measurements.tsv";
  private static final String O = "observables.tsv";
  private static final String P = "parameters.tsv";
  private static final String C = "conditions.tsv";
  private static final String E = "experiments.tsv";
  private static final String Y = "problem.yaml";

  @TempDir private Path folder;

  private static Arguments broken(String name, UnaryOperator<Fixture> change, String finding) {
    return Arguments.of(name, change, finding);
  }

  private static Arguments field(
      String name, String file, int row, int column, String value, String finding) {
    return broken(name, fixture -> fixture.field(file, row, column, value), finding);
  }

  static Stream<Arguments> brokenMeasurements() {
    return Stream.of(
        broken(
            "column of version 1",
            f -> f.replace(M, "experimentId", "simulationConditionId"),
            "measurements.tsv:1:0: error: column \"experimentId\" is missing; add it"),
        field(
            "unknown experiment",
            M,
            2,
            3,
            "coarse",
            "measurements.tsv:2:3: error: experimentId \"coarse\" is not in the experiment table; write \"course\" if that is meant"),
        field(
            "before the first period",
            M,
            2,
            4,
            "4.9",
            "measurements.tsv:2:4: error: time 4.9 is before the start of the simulation at 5; write a time from 5 on"),
        field(
            "before zero",
            M,
            5,
            4,
            "-1",
            "measurements.tsv:5:4: error: time -1 is before the start"),
        field("at -inf", M, 5, 4, "-inf", "measurements.tsv:5:4: error: time is -inf"),
        field("no time", M, 2, 4, "NaN", "measurements.tsv:2:4: error: time is missing"),
        field("infinite", M, 2, 5, "inf", "measurements.tsv:2:5: error: measurement is infinite"),
        field(
            "no logarithm",
            M,
            4,
            5,
            "0",
            "measurements.tsv:4:5: error: measurement 0 has no logarithm, but its observable \"sum\""),
        field(
            "other model",
            M,
            3,
            1,
            "growth",
            "measurements.tsv:3:1: error: modelId \"growth\" is not the model \"decay\" of this problem"),
        field(
            "too few values",
            M,
            3,
            6,
            "2",
            "measurements.tsv:3:6: error: \"2\" gives 1 values, but observable \"obs\" has 2 placeholders (s, o)"),
        field(
            "value that no table knows",
            M,
            3,
            7,
            "ofset",
            "measurements.tsv:3:7: error: noise parameter \"ofset\" is not a parameter; write \"offset\" if that is meant"),
        field(
            "value of the model",
            M,
            3,
            7,
            "cell",
            "measurements.tsv:3:7: error: noise parameter \"cell\" is not a parameter"),
        field(
            "nothing sets it",
            M,
            7,
            3,
            "",
            "measurements.tsv:7:0: error: the measurement needs \"shift\", which is not in the model and not set in \"(model as it is)\""));
  }

  static Stream<Arguments> brokenConditions() {
    return Stream.of(
        broken(
            "wide table of version 1",
            f -> f.replace(C, "targetId", "dose"),
            "conditions.tsv:1:0: error: column \"targetId\" is missing; add it"),
        field(
            "unknown target",
            C,
            3,
            2,
            "B",
            "conditions.tsv:3:2: error: the model has no \"B\" that a condition could set"),
        field(
            "target in the parameter table",
            C,
            2,
            2,
            "k",
            "conditions.tsv:2:2: error: \"k\" is set by conditions and stands in the parameter table"),
        field(
            "target of a rule",
            C,
            3,
            2,
            "twice",
            "conditions.tsv:3:2: error: \"twice\" follows a rule of the model and cannot be set"),
        field(
            "target twice",
            C,
            3,
            2,
            "dose",
            "conditions.tsv:3:2: error: condition \"low\" sets \"dose\" twice"),
        field(
            "infinite value",
            C,
            4,
            3,
            "1/0",
            "conditions.tsv:4:3: error: targetValue \"1/0\" is not finite"),
        field("no value", C, 4, 3, "", "conditions.tsv:4:3: error: targetValue is missing"),
        field(
            "broken value",
            C,
            5,
            3,
            "A+",
            "conditions.tsv:5:3: error: targetValue \"A+\" cannot be read at its character 3"),
        field(
            "unknown name",
            C,
            5,
            3,
            "A+stat",
            "conditions.tsv:5:3: error: \"stat\" is neither in the model nor in the parameter table; write \"start\" if that is meant"),
        field(
            "observable",
            C,
            5,
            3,
            "obs2",
            "conditions.tsv:5:3: error: observable \"obs2\" cannot be used in a condition"),
        field(
            "state in a first condition",
            C,
            3,
            3,
            "2*start+A",
            "conditions.tsv:3:3: error: the value uses A, but \"low\" is the first condition of an experiment"),
        field(
            "time before all time",
            C,
            4,
            3,
            "time",
            "conditions.tsv:4:3: error: the value uses time, but \"high\" begins at -inf"),
        broken(
            "reserved id",
            f -> f.field(C, 6, 1, "Time").field(E, 6, 3, "Time"),
            "conditions.tsv:6:1: error: conditionId \"Time\" is a word of formulas"),
        broken(
            "condition without experiment",
            f -> f.with(C, f.text(C) + "spare\tdose\t1\n"),
            "conditions.tsv:7:1: warning: condition \"spare\" is in no experiment"));
  }

  static Stream<Arguments> brokenExperiments() {
    return Stream.of(
        field(
            "unknown condition",
            E,
            2,
            3,
            "refil",
            "experiments.tsv:2:3: error: conditionId \"refil\" is not in the condition table; write \"refill\" if that is meant"),
        field("at inf", E, 2, 2, "inf", "experiments.tsv:2:2: error: no period can begin at inf"),
        field("no time", E, 2, 2, "", "experiments.tsv:2:2: error: time is missing"),
        broken(
            "no id",
            f -> f.with(E, f.text(E) + "2nd\t0\tlow\n"),
            "experiments.tsv:7:1: error: experimentId \"2nd\" is not a valid id"),
        broken(
            "condition twice",
            f -> f.with(E, f.text(E) + "both\t0.0\thigh\n"),
            "experiments.tsv:7:3: error: condition \"high\" stands twice at one time"),
        broken(
            "overlapping targets",
            f -> f.with(E, f.text(E) + "both\t0\tlow\n"),
            "experiments.tsv:7:3: error: conditions \"high\" and \"low\" both set \"dose\" at one time"),
        broken(
            "experiment without measurements",
            f -> f.with(E, f.text(E) + "spare\t0\tlow\n"),
            "experiments.tsv:7:1: warning: experiment \"spare\" has no measurements"),
        broken(
            "condition column missing",
            f -> f.replace(E, "conditionId", "condition"),
            "experiments.tsv:1:0: error: column \"conditionId\" is missing; rename column"));
  }

  static Stream<Arguments> brokenObservables() {
    return Stream.of(
        field(
            "log10 noise",
            O,
            3,
            4,
            "log10-normal",
            "observables.tsv:3:4: error: noiseDistribution \"log10-normal\" is unknown; write normal, laplace, log-normal or log-laplace"),
        field(
            "placeholder not declared",
            O,
            2,
            6,
            "",
            "observables.tsv:2:3: error: \"n\" is neither in the model nor in the parameter table, and no placeholder"),
        field(
            "placeholder no id",
            O,
            2,
            6,
            "n;1",
            "observables.tsv:2:6: error: placeholder \"1\" is not a valid id"),
        field(
            "placeholder twice",
            O,
            2,
            6,
            "n;n",
            "observables.tsv:2:6: error: placeholder \"n\" stands twice"),
        broken(
            "placeholder in the model",
            f -> f.field(O, 2, 5, "s;dose").field(O, 2, 2, "s*A+dose"),
            "observables.tsv:2:1: error: \"dose\" is a placeholder and stands in the model"),
        broken(
            "id of the model",
            f -> f.field(O, 6, 1, "A").field(M, 7, 2, "A"),
            "observables.tsv:6:1: error: \"A\" is an observable and stands in the model"),
        field(
            "circle",
            O,
            3,
            2,
            "double/2",
            "observables.tsv:4:2: error: the formula depends on itself, by way of sum, double"),
        field(
            "placeholders of another",
            O,
            4,
            2,
            "2*obs",
            "observables.tsv:4:2: error: observable \"obs\" has placeholders, which measurements of another one do not give"),
        field(
            "function that PEtab lacks",
            O,
            5,
            2,
            "floor(A)",
            "observables.tsv:5:2: error: observableFormula \"floor(A)\" cannot be read at its character 1: PEtab has no function floor"),
        field(
            "noise 0",
            O,
            5,
            3,
            "0",
            "observables.tsv:5:3: error: noiseFormula \"0\" is not positive"),
        field(
            "spaces around an id",
            O,
            5,
            1,
            "obs2 ",
            "observables.tsv:5:1: error: there are spaces around \"obs2\""));
  }

  static Stream<Arguments> brokenParameters() {
    return Stream.of(
        field(
            "estimate 1",
            P,
            2,
            5,
            "1",
            "parameters.tsv:2:5: error: estimate \"1\" is neither true nor false"),
        field(
            "crossed bounds",
            P,
            4,
            2,
            "2",
            "parameters.tsv:4:2: error: the bounds of \"offset\" are crossed: 2 > 1"),
        field("no bound", P, 4, 3, "", "parameters.tsv:4:3: error: upperBound is missing"),
        field(
            "infinite bound without prior",
            P,
            4,
            3,
            "inf",
            "parameters.tsv:4:3: error: upperBound is infinite; give a finite bound to search within, or a prior to draw starts from"),
        field("no value", P, 3, 4, "", "parameters.tsv:3:4: error: nominalValue is missing"),
        field(
            "prior of version 1",
            P,
            2,
            6,
            "logNormal",
            "parameters.tsv:2:6: error: priorDistribution \"logNormal\" is unknown; write \"log-normal\" if that is meant"),
        field(
            "one number too few",
            P,
            2,
            7,
            "0",
            "parameters.tsv:2:7: error: priorParameters \"0\" must be two numbers"),
        broken(
            "one number too many",
            f -> f.field(P, 2, 6, "rayleigh"),
            "parameters.tsv:2:7: error: priorParameters \"0;1\" must be one number"),
        field(
            "no scale",
            P,
            2,
            7,
            "0;0",
            "parameters.tsv:2:7: error: the scale of the prior (0;0) is not positive"),
        broken(
            "half degrees of freedom",
            f -> f.field(P, 2, 6, "chisquare").field(P, 2, 7, "1.5"),
            "parameters.tsv:2:7: error: the degrees of freedom of the prior (1.5) are not a positive whole number"),
        broken(
            "logarithm of 0",
            f -> f.field(P, 2, 6, "log-uniform").field(P, 2, 7, "0;1"),
            "parameters.tsv:2:7: error: the bounds 0;1 of the prior are not positive"),
        broken(
            "no mass within the bounds",
            f -> f.field(P, 2, 6, "uniform").field(P, 2, 7, "2000;3000"),
            "parameters.tsv:2:6: error: the prior of \"k\" has no mass between the bounds 0.001 and 1000.0"),
        broken(
            "prior without effect",
            f -> f.field(P, 3, 6, "normal").field(P, 3, 7, "0;1"),
            "parameters.tsv:3:6: warning: the prior of \"start\" has no effect"),
        broken(
            "used nowhere",
            f -> f.with(P, f.text(P) + "idle\t0\t1\t\ttrue\t\t\n"),
            "parameters.tsv:6:1: error: parameter \"idle\" is used nowhere"),
        broken(
            "reserved id",
            f -> f.with(P, f.text(P) + "Log\t0\t1\t\ttrue\t\t\n"),
            "parameters.tsv:6:1: error: parameterId \"Log\" is a word of formulas"),
        broken(
            "compartment",
            f -> f.with(P, f.text(P) + "cell\t0\t1\t\ttrue\t\t\n"),
            "parameters.tsv:6:1: error: \"cell\" is a species or compartment and cannot be a parameter"),
        broken(
            "unknown type",
            f ->
                f.replace(P, "priorParameters", "priorParameters\tparameterType")
                    .field(P, 2, 7, "0;1\tscale"),
            "parameters.tsv:2:8: error: parameterType \"scale\" is unknown; write offset, scaling or sigma"),
        broken(
            "type of a parameter of the model",
            f ->
                f.replace(P, "priorParameters", "priorParameters\tparameterType")
                    .field(P, 2, 7, "0;1\tscaling"),
            "parameters.tsv:2:1: error: \"k\" is a scaling, but it occurs in the model"),
        broken(
            "sigma in an observable",
            f ->
                f.replace(P, "priorParameters", "priorParameters\tparameterType")
                    .field(P, 4, 7, "\tsigma")
                    .field(C, 6, 3, "1"),
            "parameters.tsv:4:1: error: \"offset\" is a sigma, but it occurs not in noise alone"));
  }

  static Stream<Arguments> brokenConfigurations() {
    return Stream.of(
        broken(
            "other language",
            f -> f.replace(Y, "sbml}", "cellml}"),
            "problem.yaml:3:42: error: models in the language \"cellml\" are not read; write the model as SBML"),
        broken(
            "two models",
            f ->
                f.replace(
                    Y,
                    "parameter_files",
                    "  other: {location: b.xml, language: sbml}\nparameter_files"),
            "problem.yaml:4:21: error: file \""),
        broken(
            "unknown key",
            f -> f.replace(Y, "mapping_files", "mapping_file"),
            "problem.yaml:9:1: error: \"mapping_file\" has no meaning here; write \"mapping_files\" if that is meant"),
        broken(
            "no list",
            f -> f.replace(Y, "[parameters.tsv]", "parameters.tsv"),
            "problem.yaml:4:18: error: \"parameter_files\" must be a list"),
        broken(
            "required extension",
            f -> f.with(Y, f.text(Y) + "extensions: {other: {version: 1.0.0, required: true}}\n"),
            "problem.yaml:10:14: error: the problem requires the extension \"other\", which is not supported"),
        broken(
            "other extension",
            f -> f.with(Y, f.text(Y) + "extensions: {other: {version: 1.0.0, required: false}}\n"),
            "problem.yaml:10:14: warning: extension \"other\" is not supported and left out"),
        broken(
            "extension without need",
            f -> f.with(Y, f.text(Y) + "extensions: {other: {version: 1.0.0}}\n"),
            "problem.yaml:10:21: error: \"required\" is missing"),
        broken(
            "invalid id",
            f -> f.with(Y, f.text(Y) + "id: my problem\n"),
            "problem.yaml:10:5: error: id \"my problem\" is not a valid id"),
        broken(
            "unknown version",
            f -> f.replace(Y, "2.0.0", "2.1.0"),
            "problem.yaml:1:17: error: format_version \"2.1.0\" is unknown"));
  }

  static Stream<Arguments> brokenMappings() {
    return Stream.of(
        broken(
            "alias of an id",
            f -> f.with("mapping.tsv", f.text("mapping.tsv") + "rate\tk\t\n"),
            "mapping.tsv:4:2: error: \"k\" has an id already and needs no other one; remove the row and write k for rate"),
        broken(
            "unknown entity",
            f -> f.with("mapping.tsv", f.text("mapping.tsv") + "rate\tdecay_of_A.k\t\n"),
            "mapping.tsv:4:2: error: the model has no \"decay_of_A.k\""),
        broken(
            "remark on nothing",
            f -> f.with("mapping.tsv", f.text("mapping.tsv") + "B\tB\t\n"),
            "mapping.tsv:4:2: warning: the model has no \"B\""),
        broken(
            "mapped twice",
            f -> f.with("mapping.tsv", f.text("mapping.tsv") + "A\t\t\n"),
            "mapping.tsv:4:1: error: \"A\" is mapped twice, first in"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "brokenMeasurements",
    "brokenConditions",
    "brokenExperiments",
    "brokenObservables",
    "brokenParameters",
    "brokenConfigurations",
    "brokenMappings"
  })
  void brokenInputIsLocated(String name, UnaryOperator<Fixture> change, String finding) {
    List<String> findings = change.apply(Fixture.version2(folder)).findings();
    assertThat(findings).as(name).hasSize(1);
    assertThat(findings.get(0).replace(folder + "/", "")).startsWith(finding);
  }

  @Test
  void unknownIdsAreToldOnceInAFile() {
    assertThat(
            Fixture.version2(folder)
                .field(M, 2, 3, "cause")
                .field(M, 3, 3, "cause")
                .field(M, 4, 3, "stead")
                .findings())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("measurements.tsv:2:3: error"),
            second -> assertThat(second).startsWith("measurements.tsv:4:3: error"));
  }

  @Test
  void spacesInFormulasAndListsMeanNothing() {
    assertThat(
            Fixture.version2(folder)
                .field(O, 2, 2, " s*A + o ")
                .field(O, 2, 5, "s ; o")
                .field(M, 2, 6, " 1; offset ")
                .findings())
        .isEmpty();
  }

  @Test
  void otherColumnsMayHoldAnything() {
    assertThat(
            Fixture.version2(folder)
                .replace(P, "priorParameters", "priorParameters\tscale\tnote")
                .field(P, 2, 7, "0;1\tlog11\t what ?")
                .findings())
        .isEmpty();
  }
}
