package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.petab.output.SimulationTable;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;

final class SeveralModelsTest {
  private static final Vector ZEROS = Vector.of(0, 0, 0, 0, 0, 0);

  @TempDir private Path folder;

  private static List<Double> values(EstimationProblem problem) {
    return problem.measurements().stream().map(Measurement::value).toList();
  }

  @Test
  void soundProblemsHaveNoFindings() {
    assertThat(TwoModels.version1(folder).findings()).isEmpty();
    assertThat(TwoModels.version2(folder).findings()).isEmpty();
  }

  @Test
  void experimentsAndObservablesOfAllModelsStandBehindEachOther() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.version2(folder).write());
    assertThat(problem.models()).extracting(OdeModel::id).containsExactly("decay", "growth");
    assertThat(problem.experiments())
        .extracting(Experiment::id)
        .containsExactly("course", "(model as it is)", "filled", "(model as it is)");
    assertThat(problem.experiments()).extracting(Experiment::model).containsExactly(0, 0, 1, 1);
    assertThat(problem.observables())
        .extracting(Observable::id)
        .containsExactly("obs", "sum", "obs", "level");
    assertThat(problem.observables()).extracting(Observable::model).containsExactly(0, 0, 1, 1);
    assertThat(problem.parameters())
        .extracting(Parameter::id)
        .containsExactly("k", "start", "offset", "most", "gain", "sd");
  }

  @Test
  void measurementsOfVersion2StandInTheOrderOfTheirTable() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.version2(folder).write());
    assertThat(values(problem)).containsExactly(1.5, 2.5, 0.4, 1.7, 0.8, 0.6);
    assertThat(problem.partMeasurements(0)).containsExactly(0, 2, 5);
    assertThat(problem.partMeasurements(1)).containsExactly(1, 3, 4);
  }

  @Test
  void measurementsOfVersion1StandProblemByProblem() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.version1(folder).write());
    assertThat(values(problem)).containsExactly(1.5, 0.4, 0.6, 2.5, 1.7, 0.8);
    assertThat(problem.partMeasurements(1)).containsExactly(3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aPartIsTheProblemOfItsModelAlone(int version) throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.together(folder, version));
    List<Path> apart = TwoModels.apart(folder, version);
    for (int model = 0; model < 2; model++) {
      EstimationProblem part = problem.part(model);
      EstimationProblem alone = ProblemReader.read(apart.get(model));
      assertThat(values(part)).isEqualTo(values(alone));
      assertThat(part.experiments())
          .extracting(Experiment::id)
          .isEqualTo(alone.experiments().stream().map(Experiment::id).toList());
      assertThat(part.observables())
          .extracting(Observable::id)
          .isEqualTo(alone.observables().stream().map(Observable::id).toList());
      for (int m = 0; m < part.measurements().size(); m++) {
        Measurement one = part.measurements().get(m);
        Measurement other = alone.measurements().get(m);
        assertThat(one.observable()).isEqualTo(other.observable());
        assertThat(one.experiment()).isEqualTo(other.experiment());
      }
      assertThat(part.parameters()).isEqualTo(problem.parameters());
    }
  }

  @Test
  void modelsOfVersion1MayShareTheirFiles() throws InputException {
    Fixture fixture = new Fixture(folder);
    String yaml = fixture.text("problem.yaml");
    int entry = yaml.indexOf("  - ");
    fixture.with("problem.yaml", yaml + yaml.substring(entry));
    assertThat(fixture.findings()).isEmpty();
    EstimationProblem problem = ProblemReader.read(fixture.write());
    assertThat(problem.models()).hasSize(2);
    assertThat(problem.measurements()).hasSize(10);
  }

  @Test
  void modelsOfVersion2MayBeOfOneFile() throws InputException {
    Fixture fixture =
        TwoModels.version2(folder)
            .replace(
                "problem.yaml",
                "  growth",
                "  again: {location: model.xml, language: sbml}\n  growth")
            .replace("measurements.tsv", "decay\tobs", "again\tobs");
    assertThat(fixture.findings()).isEmpty();
    EstimationProblem problem = ProblemReader.read(fixture.write());
    assertThat(problem.models())
        .extracting(OdeModel::id)
        .containsExactly("decay", "again", "growth");
    assertThat(problem.models().get(0).pool()).isNotSameAs(problem.models().get(1).pool());
  }

  @Test
  void mappedNamesNeedBeInOneOfTheModels() throws InputException {
    Fixture fixture =
        TwoModels.version2(folder)
            .replace(
                "growth.xml",
                "</math>\n        </kineticLaw>",
                """
                </math>
                <listOfLocalParameters><localParameter id="q" value="1"/></listOfLocalParameters>
                        </kineticLaw>""")
            .replace("growth.xml", "<ci>k</ci>", "<ci>k</ci><ci>q</ci>")
            .table("mapping.tsv", "petabEntityId modelEntityId name", "q decay_of_A.q _")
            .replace("conditions.tsv", "full\tB\t2.5", "full\tq\t2.5")
            .replace(
                "problem.yaml", "parameter_files", "mapping_files: [mapping.tsv]\nparameter_files");
    assertThat(fixture.findings()).isEmpty();
    EstimationProblem problem = ProblemReader.read(fixture.write());
    assertThat(problem.models().get(0).quantity("q")).isEmpty();
    assertThat(problem.models().get(1).quantity("q")).isPresent();
    assertThat(fixture.replace("mapping.tsv", "A.q", "A.p").findings())
        .anySatisfy(
            one ->
                assertThat(one)
                    .startsWith("mapping.tsv:2:2: error: the model has no \"decay_of_A.p\""));
  }

  @Test
  void theSimulationTableOfVersion2NamesModels() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.version2(folder).write());
    String table =
        SimulationTable.format(problem, Vector.of(1, 2, 3, 4, 5, 6), ZEROS, FormatVersion.V2);
    assertThat(table.lines().skip(1))
        .containsExactly(
            "decay\tobs\tcourse\t1.0\t1.0\t0.0\t1\t0.5",
            "growth\tobs\tfilled\t2.0\t2.0\t0.0\tgain\tsd",
            "decay\tsum\tcourse\t3.0\t3.0\t0.0\t\t",
            "growth\tlevel\tfilled\t1.0\t4.0\t0.0\t\t",
            "growth\tlevel\t\t4.0\t5.0\t0.0\t\t",
            "decay\tsum\t\t2.0\t6.0\t0.0\t\t");
  }

  @Test
  void theSimulationTableOfVersion1StandsProblemByProblem() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.version1(folder).write());
    String table = SimulationTable.format(problem, Vector.of(1, 2, 3, 4, 5, 6), ZEROS);
    assertThat(table.lines().skip(1).map(row -> row.split("\t", 6)).map(f -> f[0] + f[2] + f[4]))
        .containsExactly(
            "obslow1.0", "sumlow2.0", "sumlow3.0", "obsfull4.0", "levelfull5.0", "levelfull6.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void copiesHaveAllFiles(int version) throws IOException, InputException {
    Path yaml = TwoModels.together(folder, version);
    Path copy = ProblemCopy.write(yaml, folder.resolve("copy"), Map.of("k", 0.125));
    EstimationProblem again = ProblemReader.read(copy);
    assertThat(again.models()).hasSize(2);
    assertThat(again.parameters().get(0).nominal()).isEqualTo(0.125);
    for (String model : List.of("model.xml", "growth.xml")) {
      assertThat(Files.mismatch(yaml.resolveSibling(model), copy.resolveSibling(model)))
          .isEqualTo(-1);
    }
  }

  private static Arguments broken(String name, UnaryOperator<Fixture> change, String... expected) {
    return Arguments.of(name, change, List.of(expected));
  }

  static Stream<Arguments> brokenProblems() {
    return Stream.of(
        broken(
            "no modelId",
            f -> f.field("measurements.tsv", 3, 1, "").field("measurements.tsv", 5, 1, ""),
            "measurements.tsv:3:1: error: modelId is missing, but the problem has 2 models; write"
                + " which of them was measured in every row: decay, growth"),
        broken(
            "no column modelId",
            f -> f.replace("measurements.tsv", "modelId", "ownId"),
            "measurements.tsv:2:0: error: modelId is missing, but the problem has 2 models"),
        broken(
            "unknown modelId",
            f -> f.field("measurements.tsv", 3, 1, "grwth"),
            "measurements.tsv:3:1: error: modelId \"grwth\" is no model of this problem; write"
                + " \"growth\" if that is meant, else write one of decay, growth"),
        broken(
            "observable of the other model",
            f ->
                f.field("measurements.tsv", 2, 2, "level")
                    .field("measurements.tsv", 2, 6, "")
                    .field("measurements.tsv", 2, 7, ""),
            "observables.tsv:4:2: error: \"B\" is neither in the model nor in the parameter table,"
                + " and no placeholder (model \"decay\")"),
        broken(
            "experiment of the other model",
            f -> f.field("measurements.tsv", 2, 3, "filled"),
            "conditions.tsv:4:2: error: the model has no \"cap\" that a condition could set (model"
                + " \"decay\")",
            "conditions.tsv:5:2: error: the model has no \"B\" that a condition could set (model"
                + " \"decay\")"),
        broken(
            "misspelt observable",
            f -> f.field("measurements.tsv", 2, 2, "sun"),
            "measurements.tsv:2:2: error: observableId \"sun\" is not in the observable table; write"
                + " \"sum\" if that is meant"),
        broken(
            "syntax told once",
            f -> f.field("observables.tsv", 2, 2, "s*("),
            "observables.tsv:2:2: error: observableFormula \"s*(\" cannot be read"),
        broken(
            "parameter used nowhere",
            f -> f.with("parameters.tsv", f.text("parameters.tsv") + "none\t0\t1\t0.5\ttrue\n"),
            "parameters.tsv:8:1: error: parameter \"none\" is used nowhere"),
        broken(
            "species of one model as a parameter",
            f -> f.replace("parameters.tsv", "gain", "A"),
            "parameters.tsv:6:1: error: \"A\" changes in time and cannot be a parameter (model"
                + " \"decay\")"),
        broken(
            "model without measurements",
            f ->
                f.replace(
                    "problem.yaml",
                    "  growth",
                    "  again: {location: model.xml, language: sbml}\n  growth"),
            "problem.yaml:4:3: warning: model \"again\" has no measurements"),
        broken(
            "observable that no model measures",
            f ->
                f.with(
                    "observables.tsv",
                    f.text("observables.tsv") + "more\tnothing\t1\tnormal\t\t\n"),
            "observables.tsv:5:1: warning: observable \"more\" has no measurements"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenProblems")
  void whatIsBrokenIsLocated(String name, UnaryOperator<Fixture> change, List<String> expected) {
    List<String> findings = change.apply(TwoModels.version2(folder)).findings();
    for (String one : expected) {
      assertThat(findings).as(name).anySatisfy(found -> assertThat(found).startsWith(one));
    }
    long told = findings.stream().filter(found -> found.startsWith(expected.get(0))).count();
    assertThat(told).isEqualTo(1);
  }

  @Test
  void findingsOfVersion1SayInWhichProblem() {
    assertThat(TwoModels.version1(folder).field("growth_observables.tsv", 3, 2, "A").findings())
        .singleElement()
        .satisfies(
            found ->
                assertThat(found)
                    .startsWith(
                        "growth_observables.tsv:3:2: error: \"A\" is neither in the model nor in the"
                            + " parameter table (problem 2)"));
  }

  @Test
  void aConditionThatAnyModelOfVersion1UsesIsNoWarning() {
    Fixture fixture = new Fixture(folder);
    String yaml = fixture.text("problem.yaml");
    String second = yaml.substring(yaml.indexOf("  - ")).replace("measurements", "others");
    fixture.with("problem.yaml", yaml + second);
    fixture.with("others.tsv", fixture.text("measurements.tsv"));
    fixture.table(
        "measurements.tsv",
        "observableId simulationConditionId measurement time observableParameters noiseParameters",
        "obs low 0.7 0 1;offset 0.5");
    assertThat(fixture.findings()).isEmpty();
  }
}
