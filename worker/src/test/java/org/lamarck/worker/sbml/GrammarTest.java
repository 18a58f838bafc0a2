package org.lamarck.worker.sbml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.lamarck.worker.sbml.Sbml.assignmentRule;
import static org.lamarck.worker.sbml.Sbml.document;
import static org.lamarck.worker.sbml.Sbml.math;
import static org.lamarck.worker.sbml.Sbml.parameter;
import static org.lamarck.worker.sbml.Sbml.parameters;
import static org.lamarck.worker.sbml.Sbml.rules;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

class GrammarTest {
  /** The only finding in a model of this content, which begins in line 3. */
  private static Finding finding(String... content) {
    return only(document(content));
  }

  private static Finding only(String document) {
    List<Finding> findings =
        catchThrowableOfType(InputException.class, () -> Sbml.read(document)).findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @Test
  void elementsOfAnotherKindInAListAreLocated() {
    Finding finding = finding(parameters(parameter("a", 1), "\n<species id='b' compartment='c'/>"));
    assertThat(finding.row()).isEqualTo(4);
    assertThat(finding.what()).isEqualTo("<species> does not belong into <listOfParameters>");
  }

  @Test
  void formulasInAListAreLocated() {
    String apply = "<apply xmlns='http://www.w3.org/1998/Math/MathML'/>";
    assertThat(finding(parameters(parameter("a", 1), apply)).what())
        .isEqualTo("<apply> does not belong into <listOfParameters>");
  }

  @Test
  void listsInTheWrongPlaceAreLocated() {
    assertThat(finding(parameter("a", 1)).what())
        .isEqualTo("<parameter> does not belong into <model>");
    assertThat(finding(parameters("<parameter id='a'>" + rules() + "</parameter>")).what())
        .isEqualTo("<listOfRules> does not belong into <parameter>");
  }

  @Test
  void secondListsAreNotLost() {
    Finding finding = finding(parameters(parameter("a", 1)), parameters(parameter("b", 1)));
    assertThat(finding.row()).isEqualTo(4);
    assertThat(finding.what()).isEqualTo("there is a second <listOfParameters> in <model>");
  }

  @Test
  void secondFormulasAreNotLost() {
    assertThat(
            finding(
                    parameters(parameter("a", 1)),
                    rules(assignmentRule("a", "<cn>1</cn><cn>2</cn>")))
                .what())
        .isEqualTo("a second formula in <math>");
  }

  @Test
  void otherNamespacesAreLocated() {
    Finding finding =
        finding(parameters(parameter("a", 1), "\n<parameter xmlns='urn:x' id='b' value='1'/>"));
    assertThat(finding.row()).isEqualTo(4);
    assertThat(finding.what()).isEqualTo("<parameter> is of urn:x, not SBML");
  }

  @Test
  void constructsOfOtherLevelsAreLocated() {
    assertThat(finding(parameters(parameter("a", 1)), rules("<parameterRule name='a'/>")).what())
        .isEqualTo("<parameterRule> does not belong into <listOfRules>");
    String local =
        "<listOfReactions><reaction id='R'><kineticLaw>"
            + math("<ci>k</ci>")
            + "<listOfParameters><parameter id='k' value='1'/></listOfParameters>"
            + "</kineticLaw></reaction></listOfReactions>";
    assertThat(finding(local).what())
        .isEqualTo("<listOfParameters> does not belong into <kineticLaw>");
  }

  @Test
  void rulesOfLevelOneNameAVariable() {
    String document =
        """
        <sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="m">
        <listOfParameters><parameter name="k" value="1"/></listOfParameters>
        <listOfRules><parameterRule formula="2"/></listOfRules></model></sbml>
        """;
    Finding finding = only(document);
    assertThat(finding.row()).isEqualTo(3);
    assertThat(finding.what()).isEqualTo("<parameterRule> names no variable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,5", "1d", "0x1p3", "Infinity", "inf", "1e", "--1", "1 2"})
  void numbersAreThoseOfXmlSchema(String text) {
    assertThat(finding(parameters("<parameter id='a' value='" + text + "'/>")).what())
        .isEqualTo("value=\"" + text + "\" is not a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "+1.", ".5e-3", "-1E+5", "INF", "-INF", "NaN", " 2 "})
  void numbersOfXmlSchemaAreRead(String text) throws InputException {
    assertThat(Sbml.model(parameters("<parameter id='a' value='" + text + "'/>")).quantity("a"))
        .isNotNull();
  }

  @Test
  void dimensionsAndDenominatorsAreNumbers() {
    assertThat(
            finding(
                    "<listOfCompartments><compartment id='c' spatialDimensions='flat'/>"
                        + "</listOfCompartments>")
                .what())
        .isEqualTo("spatialDimensions=\"flat\" is not a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2147483648", "2147483647", "99999999999999999999"})
  void exponentsBeyondAllNumbersDoNoHarm(String exponent) throws InputException {
    String rule = assignmentRule("a", "<cn type='e-notation'>1<sep/>" + exponent + "</cn>");
    String document = document(parameters(parameter("a", 1)), rules(rule));
    if (exponent.length() > 11) {
      assertThat(only(document).what()).contains("is not a number");
    } else {
      assertThat(Sbml.of(document).start("a")).isIn(0.0, Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void bytesThatAreNoCharactersAreLocated() {
    byte[] bytes = document(parameters(parameter("a", 1)), "<!-- \u00b5 -->").getBytes(ISO_8859_1);
    List<Finding> findings =
        catchThrowableOfType(InputException.class, () -> SbmlReader.read("m.xml", bytes))
            .findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).row()).isEqualTo(4);
    assertThat(findings.get(0).column()).isEqualTo(6);
    assertThat(findings.get(0).what()).contains("UTF-8");
  }

  @Test
  void unknownEncodingsAreInTheFirstLine() {
    Finding finding = only("<?xml version='1.0' encoding='klingon'?>" + document());
    assertThat(finding.row()).isEqualTo(1);
  }
}
