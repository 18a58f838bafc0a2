package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.Lamarck;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Units;
import org.lamarck.driver.report.HtmlReport;
import org.lamarck.driver.run.Budget;
import org.lamarck.worker.draft.Draft;
import org.lamarck.worker.draft.Wishes;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/** Axes bear the units that a model names, and none that it does not. */
class ProblemUnitsTest {
  private static final String MODEL =
      """
      <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" version="1">
      <model timeUnits="hour" substanceUnits="nmol" volumeUnits="litre"><listOfUnitDefinitions>
      <unitDefinition id="hour"><listOfUnits>
      <unit kind="second" exponent="1" scale="0" multiplier="3600"/></listOfUnits></unitDefinition>
      <unitDefinition id="nmol"><listOfUnits>
      <unit kind="mole" exponent="1" scale="-9" multiplier="1"/></listOfUnits></unitDefinition>
      </listOfUnitDefinitions><listOfCompartments>
      <compartment id="c" size="1" spatialDimensions="3" constant="true"/></listOfCompartments>
      <listOfSpecies><species id="S" compartment="c" initialConcentration="5" hasOnlySubstanceUnits="false"
      boundaryCondition="false" constant="false"/></listOfSpecies><listOfParameters>
      <parameter id="k" value="0.5" constant="true"/></listOfParameters><listOfReactions>
      <reaction id="r" reversible="false" fast="false"><listOfReactants>
      <speciesReference species="S" stoichiometry="1" constant="true"/></listOfReactants><kineticLaw>
      <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>k</ci><ci>S</ci><ci>c</ci></apply></math>
      </kineticLaw></reaction></listOfReactions></model></sbml>
      """;

  @TempDir private Path folder;

  private Path problem() throws IOException, InputException {
    Path model = Files.writeString(folder.resolve("model.xml"), MODEL);
    Path data =
        Files.writeString(
            folder.resolve("data.csv"), "time,S,double\n0,5,10.1\n1,3,6.1\n2,1.8,3.7\n4,0.7,1.3\n");
    Wishes wishes = new Wishes(Map.of(), Map.of(), List.of(), Map.of("double", "2*S"));
    return Draft.of(model, data, wishes).write(folder.resolve("study"));
  }

  @Test
  void aReportHasTheUnitsOfTheModel() throws IOException, InputException {
    RunRecord record =
        Lamarck.onThreads(1)
            .withStarts(List.of(Map.of()))
            .withBudget(Budget.UNLIMITED.withEvaluations(30))
            .fit(problem());
    assertThat(record.bestFit().orElseThrow().units().time()).isEqualTo("h");
    assertThat(HtmlReport.write(record))
        .contains(">time / h</text>", "obs_S · condition1 / nmol/l<");
    assertThat(record.bestFit().orElseThrow().units().observables())
        .as("a formula has no unit that the model names")
        .containsOnlyKeys("obs_S");
  }

  @Test
  void whereTheModelIsSilentOrNotThereNothingIsSaid() throws IOException, InputException {
    Path boehm = Path.of("../examples/boehm/boehm.yaml");
    EstimationProblem read = ProblemReader.read(boehm);
    assertThat(ProblemUnits.of("made by a program", read)).isEqualTo(Units.NONE);
    assertThat(ProblemUnits.of("hdfs://host/boehm.yaml", read)).isEqualTo(Units.NONE);
    assertThat(Units.NONE.timeAxis()).isEqualTo("time");
    assertThat(Units.NONE.after("S")).isEmpty();
    assertThat(new Units("min", Map.of("S", "nM")).after("S")).isEqualTo(" / nM");
  }
}
