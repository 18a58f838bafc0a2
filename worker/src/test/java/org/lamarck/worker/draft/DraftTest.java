package org.lamarck.worker.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.tolerance.Tolerances;

/** Problems that are made of a model and a table, by the decay A′ = −k A from A(0) = dose. */
class DraftTest {
  private static final String MATH =
      "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><apply><times/><ci>k</ci><ci>A</ci>"
          + "</apply></math>";

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model =
        Files.writeString(
            folder.resolve("decay.xml"),
            """
            <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
            <model id="decay">
            <listOfCompartments><compartment id="cell" size="1" constant="true"/>
            </listOfCompartments>
            <listOfSpecies>
            <species id="A" compartment="cell" initialConcentration="2"
                hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
            </listOfSpecies>
            <listOfParameters><parameter id="k" value="0.5" constant="true"/>
            <parameter id="unused" value="3" constant="true"/></listOfParameters>
            <listOfReactions><reaction id="r" reversible="false">
            <listOfReactants><speciesReference species="A" stoichiometry="1" constant="true"/>
            </listOfReactants><kineticLaw>%s</kineticLaw></reaction></listOfReactions>
            </model></sbml>
            """
                .formatted(MATH));
  }

  private Draft draft(Wishes wishes, String... rows) throws IOException, InputException {
    Path data = Files.writeString(folder.resolve("data.csv"), String.join("\n", rows) + "\n");
    return Draft.of(model, data, wishes);
  }

  private EstimationProblem problem(Wishes wishes, String... rows)
      throws IOException, InputException {
    return ProblemReader.read(draft(wishes, rows).write(folder.resolve("drafted")));
  }

  @Test
  void aTableOfTimesAndSpeciesBecomesAProblemThatIsThatTable() throws IOException, InputException {
    EstimationProblem problem = problem(Wishes.NONE, "time,A", "0,2", "1,1.2", "3,", "4,0.3");
    assertThat(problem.measurements()).extracting(Measurement::time).containsExactly(0.0, 1.0, 4.0);
    assertThat(problem.measurements())
        .extracting(Measurement::value)
        .containsExactly(2.0, 1.2, 0.3);
    assertThat(problem.parameters())
        .containsExactly(
            new Parameter("k", Scale.LOG10, 0.005, 50, 0.5, true, null),
            new Parameter("sd_A", Scale.LOG10, 0.2 / 1000, 2, 0.2, true, null));
    ProblemObjective objective =
        ProblemObjective.of(
            problem, new EvaluationSettings(Tolerances.exact(), GradientMethod.FORWARD));
    ProblemEvaluation evaluation =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
    assertThat(evaluation.measurements().get(2).value())
        .isCloseTo(2 * Math.exp(-0.5 * 4), within(1e-8)); // 1e-10 a step
  }

  @ParameterizedTest
  @CsvSource(
      value = {"time,A,A_sd", "t;[A];A_error", "Time|A|A_STD", "time,[A],[A]_sd"},
      delimiter = '#')
  void errorsAreColumnsOfTheirOwnBySeveralNames(String header) throws IOException, InputException {
    String tabbed = header.replace('|', '\t');
    String delimiter = tabbed.replaceAll("\\w|\\[|]", "").substring(0, 1);
    EstimationProblem problem =
        problem(Wishes.NONE, tabbed, String.join(delimiter, "1", "1.2", "0.25"));
    assertThat(problem.parameters()).extracting(Parameter::id).containsExactly("k");
    assertThat(problem.measurements().get(0).noiseParameters().get(0).value()).isEqualTo(0.25);
  }

  @Test
  void constantsOfTheModelMakeConditions() throws IOException, InputException {
    EstimationProblem problem =
        problem(
            new Wishes(Map.of(), Map.of(), List.of("A"), Map.of()),
            "time,A,k",
            "1,1.2,0.5",
            "2,1,0.5",
            "1,0.4,1.5");
    assertThat(problem.experiments()).hasSize(2);
    assertThat(problem.measurements()).extracting(Measurement::experiment).containsExactly(0, 0, 1);
    assertThat(problem.experiments().get(1).periods().get(0).assignments().get(0).value().value())
        .isEqualTo(1.5);
    assertThat(problem.parameters())
        .as("the initial value, and no k")
        .extracting(Parameter::id)
        .contains("sd_A")
        .doesNotContain("k");
  }

  @Test
  void wishesComeBeforeAssumptions() throws IOException, InputException {
    Wishes wishes =
        new Wishes(
            Map.of(),
            Map.of("k", new Wishes.Bounds(-1, 2)),
            List.of(),
            Map.of("total", "2 * A + 1"));
    EstimationProblem problem = problem(wishes, "time,total", "1,3");
    assertThat(problem.parameters().get(0))
        .isEqualTo(new Parameter("k", Scale.LIN, -1, 2, 0.5, true, null));
    assertThat(problem.observables().get(0).formula().toString())
        .as("it is the formula, not a name")
        .doesNotContain("total");
  }

  private void refused(String what, String... rows) {
    assertThatThrownBy(() -> draft(Wishes.NONE, rows))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.csv:")
        .hasMessageContaining(what);
  }

  @Test
  void whatIsWrongWithATableIsToldAtItsPlace() {
    refused(":1:0: error: there is no column time", "A", "1");
    refused(":1:2: error: column A stands twice", "A,A,time", "1,2,3");
    refused(":1:2: error: a column has no name", "time,,A", "1,2,3");
    refused(":1:2: error: column \"B\" is nothing of the model", "time,B", "1,2");
    refused(":1:0: error: no column is of something that the model computes", "time,k", "1,2");
    refused(":1:0: error: the table has no rows", "time,A");
    refused(":3:0: error: the row has 3 fields, the header 2", "time,A", "1,2", "1,2,3");
    refused(":2:2: error: \"1,5\" is not a number", "time;A", "1;1,5");
    refused(":2:2: error: \"Infinity\" is not a number", "time,A", "1,Infinity");
    refused(":2:1: error: the time is missing or negative", "time,A", "-1,2");
    refused(":2:3: error: the error is missing or not positive", "time,A,A_sd", "1,2,0");
    refused(":2:3: error: there is no value of k", "time,A,k", "1,2,");
    refused(
        ":3:0: error: condition low has other values than in a row above",
        "time,A,k,condition",
        "1,2,3,low",
        "1,2,4,low");
  }

  @Test
  void twoColumnsOfOneQuantityAreNotChosenBetween() {
    refused(":1:3: error: column \"[A]\" is of A, as \"A\" is", "time,A,[A]", "1,2,3");
    refused(
        ":1:4: error: column \"A_std\" is the error of A, as \"A_sd\" is",
        "time,A,A_sd,A_std",
        "1,2,3,4");
  }

  @Test
  void errorsOfWhatIsNotMeasuredAreRefused() {
    refused(
        ":1:4: error: column \"k_sd\" is the error of k, which is not measured",
        "time,A,k,k_sd",
        "1,2,3,4");
    refused(
        ":1:3: error: column \"time_sd\" is the error of time, which is not measured",
        "time,A,time_sd",
        "1,2,3");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Draft.of(model, folder.resolve("none.csv"), Wishes.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.csv: error: there is no such file; correct its name");
  }

  @Test
  void nothingThatWasThereIsOverwritten() throws IOException, InputException {
    Draft draft = draft(Wishes.NONE, "time,A", "1,2");
    Path drafted = draft.write(folder.resolve("twice"));
    byte[] before = Files.readAllBytes(drafted);
    assertThatThrownBy(() -> draft.write(folder.resolve("twice")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(drafted).hasBinaryContent(before);
  }
}
