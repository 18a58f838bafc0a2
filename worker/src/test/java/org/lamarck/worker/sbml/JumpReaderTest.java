package org.lamarck.worker.sbml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.RandomFamily;

class JumpReaderTest {
  private static final String SPECIES =
      """
      <listOfCompartments><compartment id="V" size="2" constant="true"/></listOfCompartments>
      <listOfSpecies>
        <species id="C" compartment="V" initialConcentration="5" hasOnlySubstanceUnits="false"
          boundaryCondition="false" constant="false"/>
        <species id="N" compartment="V" initialAmount="3" hasOnlySubstanceUnits="true"
          boundaryCondition="false" constant="false"/>
        <species id="B" compartment="V" initialAmount="3" hasOnlySubstanceUnits="true"
          boundaryCondition="true" constant="false"/>
      </listOfSpecies>
      <listOfParameters><parameter id="a" value="1" constant="false"/></listOfParameters>
      """;
  private static final String NAMESPACE = " xmlns=\"http://www.w3.org/1998/Math/MathML\"";

  private static String reaction(String attributes, String stoichiometry, String law) {
    return """
        <listOfReactions><reaction id="R" reversible="false" %s>
        <listOfReactants>
          <speciesReference species="C" stoichiometry="%s" constant="true"/>
          <speciesReference species="B" stoichiometry="1" constant="true"/>
        </listOfReactants>
        <listOfProducts>
          <speciesReference species="C" stoichiometry="1" constant="true"/>
          <speciesReference species="N" stoichiometry="1" constant="true"/>
        </listOfProducts>
        <kineticLaw><math%s>%s</math></kineticLaw></reaction></listOfReactions>
        """
        .formatted(attributes, stoichiometry, NAMESPACE, law);
  }

  private static JumpModel read(String... content) throws InputException {
    return SbmlReader.readJumps("m.xml", Sbml.document(content).getBytes(UTF_8));
  }

  private static void requireRefused(String message, String... content) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("(?s).*m\\.xml:\\d+:\\d+: error: .*")
        .hasMessageContaining(message);
  }

  @Test
  void reactionsChangeAmountsByTheirNetStoichiometry() throws InputException {
    JumpModel model = read(SPECIES, reaction("", "2", "<ci>C</ci>"));
    JumpModel.Reaction reaction = model.reactions().get(0);
    assertThat(reaction.changes())
        .extracting(JumpModel.Change::state, JumpModel.Change::coefficient)
        .containsExactlyInAnyOrder(tuple("C:amount", -1.0), tuple("N", 1.0)); // and B is a boundary
    assertThat(reaction.reactants()).containsExactly(new JumpModel.Reactant("C:amount", 2));
    assertThat(model.between().quantity("C"))
        .hasValueSatisfying(c -> assertThat(c.isAssigned()).isTrue());
    assertThat(model.between().quantities()).allMatch(one -> one.rate().isEmpty());
  }

  @Test
  void randomNumbersAreDrawsOfTheirOwn() throws InputException {
    String normal =
        "<apply><csymbol encoding=\"text\""
            + " definitionURL=\"http://www.sbml.org/sbml/symbols/distrib/normal\">n</csymbol>"
            + "<cn>0</cn><cn>1</cn></apply>";
    JumpModel model =
        read(
            SPECIES,
            "<listOfInitialAssignments><initialAssignment symbol=\"a\"><math%s><apply><minus/>%s%s</apply></math></initialAssignment></listOfInitialAssignments>"
                .formatted(NAMESPACE, normal, normal));
    assertThat(model.draws())
        .extracting(JumpModel.Draw::family)
        .containsExactly(RandomFamily.NORMAL, RandomFamily.NORMAL);
    assertThat(model.between().quantities()).extracting(Quantity::id).contains("draw:0", "draw:1");
    assertThatThrownBy(() -> Sbml.read(Sbml.document(SPECIES, rule(normal))))
        .hasMessageContaining("run it as a random process: simulate --stochastic");
  }

  private static String rule(String formula) {
    return "<listOfRules><assignmentRule variable=\"a\"><math%s>%s</math></assignmentRule></listOfRules>"
        .formatted(NAMESPACE, formula);
  }

  @Test
  void whatIsNoJumpProcessIsRefusedAtItsLine() {
    requireRefused("the reaction R is fast", SPECIES, reaction("fast=\"true\"", "1", "<ci>C</ci>"));
    requireRefused(
        "1.5 of C is no number of molecules", SPECIES, reaction("", "1.5", "<ci>C</ci>"));
    requireRefused(
        "an algebraic rule holds at all times",
        SPECIES,
        "<listOfRules><algebraicRule><math%s><apply><minus/><ci>a</ci><ci>N</ci></apply></math></algebraicRule></listOfRules>"
            .formatted(NAMESPACE),
        reaction("", "1", "<ci>C</ci>"));
    for (String symbol : new String[] {"delay", "rateOf"}) {
      requireRefused(
          "which has no meaning where molecules jump",
          SPECIES,
          rule(
              "<apply><csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/%s\">s</csymbol><ci>N</ci>%s</apply>"
                  .formatted(symbol, symbol.equals("delay") ? "<cn>1</cn>" : "")));
    }
  }

  @Test
  void randomNumbersAtAllTimesOrOfNoFamilyAreRefused() {
    requireRefused("a random number holds at all times in a", SPECIES, rule(draw("normal", 2)));
    requireRefused("the distribution zipf is not known", SPECIES, rule(draw("zipf", 2)));
    requireRefused("gives normal 3 arguments", SPECIES, rule(draw("normal", 3)));
    requireRefused(
        "a random number stands in the definition of a function",
        "<listOfFunctionDefinitions><functionDefinition id=\"f\"><math%s><lambda>%s</lambda></math></functionDefinition></listOfFunctionDefinitions>"
            .formatted(NAMESPACE, draw("normal", 2)),
        SPECIES);
  }

  private static String draw(String family, int arguments) {
    return "<apply><csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/distrib/%s\">d</csymbol>%s</apply>"
        .formatted(family, "<cn>1</cn>".repeat(arguments));
  }
}
