package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.worker.sbml.Sbml.assignment;
import static org.lamarck.worker.sbml.Sbml.assignmentRule;
import static org.lamarck.worker.sbml.Sbml.compartment;
import static org.lamarck.worker.sbml.Sbml.parameter;
import static org.lamarck.worker.sbml.Sbml.parameters;
import static org.lamarck.worker.sbml.Sbml.producing;
import static org.lamarck.worker.sbml.Sbml.rateRule;
import static org.lamarck.worker.sbml.Sbml.rules;
import static org.lamarck.worker.sbml.Sbml.species;

import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

class SbmlReaderTest {
  private static final String LAW =
      "<apply><times/><ci>c</ci><ci>k</ci><ci>S</ci></apply>"; // c k S, in substance per time

  @Test
  void concentrationChangesByTheLawOverTheVolume() throws InputException {
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialConcentration='3'"),
            parameters(parameter("k", 0.5)),
            producing("2", "<apply><times/><ci>k</ci><ci>S</ci></apply>"));
    assertThat(sbml.rate("S")).isEqualTo(2 * 0.5 * 3 / 4);
  }

  /** Level 3 has no default; models that leave it out mean that of the levels before. */
  @Test
  void stoichiometryThatIsLeftOutIsOne() throws InputException {
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialConcentration='3'"),
            parameters(parameter("k", 0.5)),
            producing("1", "<apply><times/><ci>k</ci><ci>S</ci></apply>")
                .replace("stoichiometry=\"1\"", ""));
    assertThat(sbml.rate("S")).isEqualTo(0.5 * 3 / 4);
  }

  @Test
  void volumeIsDroppedFromALawThatHasItAsAFactor() throws InputException {
    OdeModel model =
        Sbml.model(
                compartment("c", 4),
                species("id='S' initialConcentration='3'"),
                parameters(parameter("k", 0.5)),
                producing("1", LAW))
            .model();
    Quantity.State state = (Quantity.State) model.quantity("S").orElseThrow();
    assertThat(state.rate())
        .containsExactly(
            new Quantity.Term(
                1, model.pool().multiply(model.pool().symbol("k"), model.pool().symbol("S"))));
  }

  @Test
  void amountChangesByTheLawItself() throws InputException {
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialAmount='3' hasOnlySubstanceUnits='true'"),
            parameters(parameter("k", 0.5)),
            producing("1", LAW));
    assertThat(sbml.rate("S")).isEqualTo(4 * 0.5 * 3);
    assertThat(sbml.model().species()).containsExactly(new SpeciesMeaning("S", "c", true));
  }

  @Test
  void initialAmountAndConcentrationAreConvertedToTheMeaningOfTheId() throws InputException {
    assertThat(Sbml.model(compartment("c", 4), species("id='S' initialAmount='3'")).start("S"))
        .isEqualTo(0.75);
    assertThat(
            Sbml.model(
                    compartment("c", 4),
                    species("id='S' initialConcentration='3' hasOnlySubstanceUnits='true'"))
                .start("S"))
        .isEqualTo(12);
    assertThat(Sbml.model(compartment("c", 4), species("id='S'")).start("S")).isNaN();
  }

  @Test
  void concentrationInAGrowingCompartmentFollowsItsAmount() throws InputException {
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialConcentration='3'"),
            parameters(parameter("k", 0.5)),
            rules(rateRule("c", "<cn>1</cn>")),
            producing("1", LAW));
    assertThat(sbml.start("S:amount")).isEqualTo(12);
    assertThat(sbml.rate("S:amount")).isEqualTo(4 * 0.5 * 3);
    assertThat(sbml.quantity("S")).isInstanceOf(Quantity.Assigned.class);
    assertThat(sbml.model().outputs()).containsExactly("S", "c");
  }

  @Test
  void conversionFactorScalesTheRate() throws InputException {
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialConcentration='3' conversionFactor='f'"),
            parameters(parameter("k", 0.5), parameter("f", 10)),
            producing("1", LAW));
    assertThat(sbml.rate("S")).isEqualTo(10 * 0.5 * 3);
  }

  @Test
  void boundarySpeciesIsNotChangedByReactions() throws InputException {
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialConcentration='3' boundaryCondition='true'"),
            parameters(parameter("k", 0.5)),
            producing("1", LAW));
    assertThat(sbml.quantity("S")).isInstanceOf(Quantity.Constant.class);
  }

  @Test
  void localParameterShadowsAGlobalOne() throws InputException {
    String reaction =
        producing("1", LAW)
            .replace(
                "</kineticLaw>",
                "<listOfLocalParameters><localParameter id='k'"
                    + " value='7'/></listOfLocalParameters></kineticLaw>");
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialConcentration='3'"),
            parameters(parameter("k", 0.5)),
            reaction);
    assertThat(sbml.rate("S")).isEqualTo(21);
    assertThat(sbml.start("R.k")).isEqualTo(7);
    assertThat(sbml.model().outputs()).containsExactly("S");
  }

  @Test
  void reactionIsItsLaw() throws InputException {
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialConcentration='3'"),
            parameters(parameter("k", 0.5), parameter("p", 0)),
            rules(assignmentRule("p", "<ci>R</ci>")),
            producing("1", LAW));
    assertThat(sbml.start("p")).isEqualTo(6);
  }

  @Test
  void functionArgumentShadowsAnIdOfTheModel() throws InputException {
    Sbml sbml =
        Sbml.model(
            "<listOfFunctionDefinitions>",
            function(
                "f",
                "<bvar><ci>y</ci></bvar><bvar><ci>x</ci></bvar>",
                "<apply><minus/><ci>y</ci><ci>x</ci></apply>"),
            function(
                "g", "<bvar><ci>x</ci></bvar>", "<apply><ci>f</ci><ci>x</ci><cn>1</cn></apply>"),
            "</listOfFunctionDefinitions>",
            parameters(parameter("x", 10), parameter("y", 3), parameter("p", 0), parameter("q", 0)),
            rules(
                assignmentRule("p", "<apply><ci>f</ci><ci>x</ci><ci>y</ci></apply>"),
                assignmentRule("q", "<apply><ci>g</ci><ci>x</ci></apply>")));
    assertThat(sbml.start("p")).isEqualTo(7);
    assertThat(sbml.start("q")).isEqualTo(9);
  }

  static String function(String id, String arguments, String body) {
    return "<functionDefinition id='%s'>%s</functionDefinition>"
        .formatted(id, Sbml.math("<lambda>" + arguments + body + "</lambda>"));
  }

  @Test
  void initialAssignmentReplacesTheValue() throws InputException {
    Sbml sbml =
        Sbml.model(
            parameters(parameter("a", 2), parameter("b", 1)),
            assignment("b", "<apply><times/><cn>3</cn><ci>a</ci></apply>"));
    assertThat(sbml.start("b")).isEqualTo(6);
    assertThat(sbml.quantity("b")).isInstanceOf(Quantity.Constant.class);
  }

  @Test
  void rateRuleMakesAState() throws InputException {
    Sbml sbml = Sbml.model(parameters(parameter("a", 2)), rules(rateRule("a", "<ci>a</ci>")));
    assertThat(sbml.start("a")).isEqualTo(2);
    assertThat(sbml.rate("a")).isEqualTo(2);
    assertThat(sbml.model().outputs()).containsExactly("a");
  }

  @Test
  void stoichiometryThatIsAssignedScalesTheFlux() throws InputException {
    String reaction = producing("1", LAW).replace("<speciesReference", "<speciesReference id='n'");
    Sbml sbml =
        Sbml.model(
            compartment("c", 4),
            species("id='S' initialConcentration='3'"),
            parameters(parameter("k", 0.5)),
            assignment("n", "<cn>5</cn>"),
            reaction);
    assertThat(sbml.start("n")).isEqualTo(5);
    assertThat(sbml.rate("S")).isEqualTo(5 * 0.5 * 3);
  }

  @Test
  void rateOfIsTheRateOfItsArgument() throws InputException {
    Sbml sbml =
        Sbml.model(
            parameters(parameter("a", 2), parameter("b", 0)),
            rules(
                rateRule("a", "<apply><times/><cn>3</cn><ci>a</ci></apply>"),
                assignmentRule("b", rateOf("a"))));
    assertThat(sbml.start("b")).isEqualTo(6);
  }

  private static String rateOf(String id) {
    return "<apply><csymbol encoding='text'"
        + " definitionURL='http://www.sbml.org/sbml/symbols/rateOf'>"
        + "rateOf</csymbol><ci>%s</ci></apply>".formatted(id);
  }

  @Test
  void levelOneHasFormulasAndDefaultVolumes() throws InputException {
    Sbml sbml =
        Sbml.of(
            """
            <sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="m">
            <listOfCompartments><compartment name="c"/></listOfCompartments>
            <listOfSpecies><species name="S" compartment="c" initialAmount="3"/></listOfSpecies>
            <listOfParameters><parameter name="k" value="2"/><parameter name="p" value="1"/>
            </listOfParameters>
            <listOfRules><parameterRule name="p" formula="k * 2 + pow(S, 2)"/></listOfRules>
            <listOfReactions><reaction name="R"><listOfReactants>
            <speciesReference species="S" stoichiometry="3" denominator="2"/></listOfReactants>
            <kineticLaw formula="k * S"/></reaction></listOfReactions>
            </model></sbml>
            """);
    assertThat(sbml.start("c")).isEqualTo(1);
    assertThat(sbml.start("p")).isEqualTo(13);
    assertThat(sbml.rate("S")).isEqualTo(-1.5 * 2 * 3);
  }

  @Test
  void levelTwoHasStoichiometryMath() throws InputException {
    Sbml sbml =
        Sbml.of(
            """
            <sbml xmlns="http://www.sbml.org/sbml/level2/version4" level="2" version="4"><model>
            <listOfCompartments><compartment id="c" size="1"/></listOfCompartments>
            <listOfSpecies><species id="S" compartment="c" initialAmount="3"/></listOfSpecies>
            <listOfParameters><parameter id="k" value="2"/></listOfParameters>
            <listOfReactions><reaction id="R"><listOfProducts><speciesReference species="S">
            <stoichiometryMath>%s</stoichiometryMath></speciesReference></listOfProducts>
            <kineticLaw>%s</kineticLaw></reaction></listOfReactions>
            </model></sbml>
            """
                .formatted(
                    Sbml.math("<apply><plus/><ci>k</ci><cn>1</cn></apply>"),
                    Sbml.math("<ci>k</ci>")));
    assertThat(sbml.rate("S")).isEqualTo(6);
  }
}
