package org.lamarck.worker.jsbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.sbml.SbmlReader;

class FittedModelTest {
  private static final String MODEL =
      """
      <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
      <model id="m">
      <listOfCompartments><compartment id="c" size="2" constant="true" spatialDimensions="3"/></listOfCompartments>
      <listOfSpecies>
      <species id="S" compartment="c" initialAmount="4" constant="false" boundaryCondition="false" hasOnlySubstanceUnits="false"/>
      <species id="A" compartment="c" initialAmount="4" constant="false" boundaryCondition="false" hasOnlySubstanceUnits="true"/>
      </listOfSpecies>
      <listOfParameters>
      <parameter id="k" value="1" constant="true"/>
      <parameter id="l" value="1" constant="true"/>
      <parameter id="r" constant="false"/>
      </listOfParameters>
      <listOfInitialAssignments><initialAssignment symbol="l">
      <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><cn>2</cn><ci>k</ci></apply></math>
      </initialAssignment></listOfInitialAssignments>
      <listOfRules><assignmentRule variable="r">
      <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><cn>3</cn><ci>k</ci></apply></math>
      </assignmentRule></listOfRules>
      </model></sbml>
      """;

  @TempDir private Path folder;

  @Test
  void everyKindOfValueIsWrittenToTheLastDigit() throws IOException, InputException {
    double third = 1.0 / 3;
    double small = 4.9e-324;
    OdeModel model =
        written(Map.of("k", third, "l", small, "c", 1.7976931348623157e308, "S", 1e22, "A", 0.1));
    assertThat(initial(model, "k")).isEqualTo(third);
    assertThat(initial(model, "l")).as("no initial assignment any more").isEqualTo(small);
    assertThat(initial(model, "c")).isEqualTo(1.7976931348623157e308);
    assertThat(initial(model, "S")).as("a concentration").isEqualTo(1e22);
    assertThat(initial(model, "A")).as("an amount").isEqualTo(0.1);
    assertThat(model.quantity("r").orElseThrow()).isInstanceOf(Quantity.Assigned.class);
  }

  @Test
  void whatHasNoValueOfItsOwnIsRefused() throws IOException {
    InputException refused =
        catchThrowableOfType(InputException.class, () -> written(Map.of("r", 1.0, "nobody", 2.0)));
    assertThat(refused.findings())
        .extracting(finding -> finding.what())
        .containsExactlyInAnyOrder(
            "r follows a rule and has no value of its own",
            "the model has no parameter, compartment or species nobody");
  }

  /** As published models have it; JSBML loses the inner operator. */
  @Test
  void aModelThatJsbmlChangesIsNotWritten() throws IOException {
    String nested =
        MODEL.replace(
            "<apply><times/><cn>3</cn><ci>k</ci></apply>",
            "<apply><times/><ci>k</ci><apply><divide/><apply><apply><times/><ci>k</ci><ci>l</ci>"
                + "</apply></apply><ci>l</ci></apply></apply>");
    assertThat(nested).isNotEqualTo(MODEL);
    Path file = Files.writeString(folder.resolve("nested.xml"), nested);
    InputException refused =
        catchThrowableOfType(InputException.class, () -> FittedModel.text(file, Map.of("k", 2.0)));
    assertThat(refused).hasMessageContaining("JSBML would write another model than it read");
  }

  private OdeModel written(Map<String, Double> values) throws IOException, InputException {
    Path file = Files.writeString(folder.resolve("m.xml"), MODEL);
    String text = FittedModel.text(file, values);
    return SbmlReader.read("written", text.getBytes(StandardCharsets.UTF_8));
  }

  private static double initial(OdeModel model, String id) {
    return model.quantity(id).orElseThrow().initial().value();
  }
}
