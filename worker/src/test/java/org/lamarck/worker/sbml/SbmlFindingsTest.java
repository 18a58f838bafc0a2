package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.lamarck.worker.sbml.Sbml.assignment;
import static org.lamarck.worker.sbml.Sbml.assignmentRule;
import static org.lamarck.worker.sbml.Sbml.compartment;
import static org.lamarck.worker.sbml.Sbml.document;
import static org.lamarck.worker.sbml.Sbml.parameter;
import static org.lamarck.worker.sbml.Sbml.parameters;
import static org.lamarck.worker.sbml.Sbml.producing;
import static org.lamarck.worker.sbml.Sbml.rateRule;
import static org.lamarck.worker.sbml.Sbml.rules;
import static org.lamarck.worker.sbml.Sbml.species;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

class SbmlFindingsTest {
  private static List<Finding> findings(String document) {
    return catchThrowableOfType(InputException.class, () -> Sbml.read(document)).findings();
  }

  /** The only finding in a model of this content, which begins in line 3. */
  private static Finding finding(String... content) {
    List<Finding> findings = findings(document(content));
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  @Test
  void malformedXmlIsLocated() {
    Finding finding = finding("<listOfSpecies>", "</listOfSpecie>");
    assertThat(finding.row()).isEqualTo(4);
    assertThat(finding.what()).startsWith("this is not well-formed XML");
  }

  @Test
  void entitiesAreRefused() {
    String bomb = "<!DOCTYPE sbml [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>\n" + document("&b;");
    assertThat(findings(bomb))
        .singleElement()
        .asString()
        .startsWith("m.xml:1:")
        .contains("DOCTYPE");
  }

  @Test
  void otherXmlIsNotSbml() {
    assertThat(findings("<html/>")).singleElement().asString().contains("<html>, not SBML");
  }

  @Test
  void emptyFileIsRefused() {
    assertThat(findings("")).hasSize(1);
  }

  @Test
  void missingFileIsAFinding() {
    Path missing = Path.of("no-such-model.xml");
    InputException thrown =
        catchThrowableOfType(InputException.class, () -> SbmlReader.read(missing));
    assertThat(thrown.findings()).singleElement().asString().contains("there is no such file");
  }

  private static String withPackage(String name, String document) {
    return document.replace(
        "level=",
        "xmlns:p='http://www.sbml.org/sbml/level3/version1/%s/version1' p:required='true' level="
            .formatted(name));
  }

  @Test
  void requiredPackagesAreRefusedWhereTheyAreUsed() {
    Finding element =
        findings(withPackage("qual", document("<notes/>", "<p:listOfTransitions/>"))).get(0);
    assertThat(element.what()).startsWith("the package qual is not supported");
    assertThat(element.row()).isEqualTo(4);
    Finding attribute =
        findings(
                withPackage(
                    "multi",
                    document(parameters(parameter("a", 1), "\n<parameter id='b' p:x='1'/>"))))
            .get(0);
    assertThat(attribute.what()).startsWith("the package multi is not supported");
    assertThat(attribute.row()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arrays",
        "distrib",
        "dyn",
        "fbc",
        "groups",
        "layout",
        "l3v2extendedmath",
        "multi",
        "qual",
        "render",
        "req",
        "spatial"
      })
  void requiredPackagesOfWhichNothingIsUsedAreNoHindrance(String name) throws InputException {
    String annotated = "<annotation><p:listOfUnused/></annotation>";
    String document =
        withPackage(name, document(annotated, parameters("<parameter id='a' value='3'/>")));
    assertThat(Sbml.of(document).start("a")).isEqualTo(3);
  }

  @Test
  void missingStoichiometryOfABoundaryDoesNotMatter() throws InputException {
    String open = producing("1", "<cn>1</cn>").replace("stoichiometry=\"1\"", "");
    String boundary = species("id='S' initialAmount='1' boundaryCondition='true'");
    assertThat(Sbml.model(compartment("c", 1), boundary, open).start("S")).isEqualTo(1);
  }

  @Test
  void fluxBalanceIsRefusedAsSuch() {
    String fbc =
        document(
                compartment("c", 1),
                species("id='S'"),
                "<fbc:listOfObjectives><fbc:objective fbc:id='o'/></fbc:listOfObjectives>",
                producing("1", "<cn>1</cn>").replaceAll("(?s)<kineticLaw>.*</kineticLaw>", ""))
            .replace(
                "level=",
                "xmlns:fbc='http://www.sbml.org/sbml/level3/version1/fbc/version2'"
                    + " fbc:required='false' level=");
    assertThat(findings(fbc))
        .singleElement()
        .asString()
        .contains("has no kinetic law", "flux balance");
  }

  @Test
  void unknownIdsAreLocated() {
    Finding finding = finding(parameters(parameter("a", 1)), rules(rateRule("a", "<ci>b</ci>")));
    assertThat(finding.row()).isEqualTo(4);
    assertThat(finding.what()).contains("uses b");
  }

  @Test
  void duplicateIdsAreLocated() {
    Finding finding = finding(parameters(parameter("a", 1), "\n" + parameter("a", 2)));
    assertThat(finding.row()).isEqualTo(4);
    assertThat(finding.what()).contains("stands already in line 3");
  }

  @Test
  void numbersAndTruthsAreChecked() {
    assertThat(finding(parameters("<parameter id='a' value='1,5' constant='true'/>")).what())
        .contains("\"1,5\" is not a number");
    assertThat(finding(parameters("<parameter id='a' value='1d' constant='true'/>")).what())
        .contains("\"1d\" is not a number");
    assertThat(finding(parameters("<parameter id='a' value='1' constant='yes'/>")).what())
        .contains("neither true nor false");
  }

  @Test
  void missingAttributesAreFound() {
    assertThat(finding(parameters("<parameter value='1' constant='true'/>")).what())
        .isEqualTo("<parameter> has no id");
  }

  @Test
  void undeclaredReferencesAreFound() {
    assertThat(finding(species("id='S'")).what()).contains("compartment c is not declared");
    assertThat(finding(compartment("c", 1), producing("1", "<cn>1</cn>")).what())
        .contains("species S is not declared");
  }

  @Test
  void rulesMustNotQuarrel() {
    String p = parameters(parameter("a", 1));
    assertThat(
            finding(p, rules(rateRule("a", "<cn>1</cn>"), assignmentRule("a", "<cn>1</cn>")))
                .what())
        .contains("another rule for a");
    assertThat(
            finding(p, assignment("a", "<cn>1</cn>"), rules(assignmentRule("a", "<cn>1</cn>")))
                .what())
        .contains("gives a its value already");
    assertThat(
            finding(
                    parameters("<parameter id='a' constant='true'/>"),
                    rules(rateRule("a", "<cn>1</cn>")))
                .what())
        .contains("a, which is constant");
  }

  @Test
  void circlesAreFound() {
    String p = parameters(parameter("a", 1), parameter("b", 1));
    assertThat(
            finding(p, rules(assignmentRule("a", "<ci>b</ci>"), assignmentRule("b", "<ci>a</ci>")))
                .what())
        .isEqualTo("the value of a depends on itself: a → b → a");
    assertThat(finding(p, assignment("a", "<ci>a</ci>")).what()).contains("depends on itself");
  }

  @Test
  void functionsAreChecked() {
    String call = "<apply><ci>f</ci><ci>a</ci></apply>";
    String recursive =
        "<listOfFunctionDefinitions>"
            + SbmlReaderTest.function(
                "f", "<bvar><ci>x</ci></bvar>", "<apply><ci>f</ci><ci>x</ci></apply>")
            + "</listOfFunctionDefinitions>";
    String two =
        "<listOfFunctionDefinitions>"
            + SbmlReaderTest.function(
                "f", "<bvar><ci>x</ci></bvar><bvar><ci>y</ci></bvar>", "<ci>x</ci>")
            + "</listOfFunctionDefinitions>";
    String p = parameters(parameter("a", 1));
    assertThat(finding(recursive, p).what()).contains("f calls itself");
    assertThat(finding(two, p, rules(rateRule("a", call))).what())
        .contains("calls f with 1 arguments, it takes 2");
    assertThat(finding(p, rules(rateRule("a", call))).what()).contains("f, which is no function");
  }

  @Test
  void reactionsNeedALaw() {
    String lawless = producing("1", "<cn>1</cn>").replaceAll("(?s)<kineticLaw>.*</kineticLaw>", "");
    assertThat(finding(compartment("c", 1), species("id='S'"), lawless).what())
        .contains("no kinetic law");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "<apply><abs/>".repeat(2000) + "<ci>a</ci>" + "</apply>".repeat(2000);
    assertThat(finding(parameters(parameter("a", 1)), rules(rateRule("a", deep))).what())
        .isEqualTo("the elements are nested more than 1000 levels deep");
  }
}
