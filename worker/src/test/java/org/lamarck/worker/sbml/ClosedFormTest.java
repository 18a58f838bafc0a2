package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.sbml.Sbml.assignmentRule;
import static org.lamarck.worker.sbml.Sbml.document;
import static org.lamarck.worker.sbml.Sbml.math;
import static org.lamarck.worker.sbml.Sbml.parameter;
import static org.lamarck.worker.sbml.Sbml.parameters;
import static org.lamarck.worker.sbml.Sbml.rateRule;
import static org.lamarck.worker.sbml.Sbml.rules;
import static org.lamarck.worker.sbml.Sbml.species;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.task.Simulator.SpeciesColumns;
import org.lamarck.worker.tolerance.Tolerances;

/** Models whose trajectory is known in closed form, from the file to the last value. */
class ClosedFormTest {
  private static final Tolerances TOLERANCES = Tolerances.of(1e-9, 1e-11);

  /** Some hundred steps of a relative error of 1e-9 each, on values up to 20. */
  private static final Offset<Double> INTEGRATED = within(1e-6);

  private static final String TIME =
      "<csymbol definitionURL='http://www.sbml.org/sbml/symbols/time'/>";
  private static final String T_ABOVE_1 = "<apply><gt/>" + TIME + "<cn>1</cn></apply>";

  /** The value of an id at a time after 0. */
  private static double value(String document, String id, double time) throws InputException {
    Simulator.Result result =
        new Simulator(Sbml.read(document))
            .simulate(new double[] {0, time}, List.of(id), SpeciesColumns.AS_IN_MODEL, TOLERANCES);
    return ((Simulator.Result.Table) result).values().get(1, 0);
  }

  private static String delay(String id, String by) {
    return "<apply><csymbol definitionURL='http://www.sbml.org/sbml/symbols/delay'/><ci>%s</ci>%s</apply>"
        .formatted(id, by);
  }

  private static String event(String attributes, String trigger, String content) {
    return "<event %s><trigger %s>%s</trigger>%s</event>"
        .formatted(attributes, trigger, math(T_ABOVE_1), content);
  }

  private static String delayed(String by) {
    return "<delay>" + math(by) + "</delay>";
  }

  private static String sets(String variable, String math) {
    return "<listOfEventAssignments><eventAssignment variable='%s'>%s</eventAssignment></listOfEventAssignments>"
        .formatted(variable, math(math));
  }

  private static String events(String... list) {
    return "<listOfEvents>" + String.join("", list) + "</listOfEvents>";
  }

  private static String levelTwo(String... content) {
    return """
        <sbml xmlns="http://www.sbml.org/sbml/level2/version4" level="2" version="4"><model id="m">
        %s
        </model></sbml>
        """
        .formatted(String.join("\n", content));
  }

  /** x is the time, y is 0. */
  private static String clock() {
    return parameters(parameter("x", 0), parameter("y", 0)) + rules(rateRule("x", "<cn>1</cn>"));
  }

  @Test
  void eventsOfLevelTwoTakeTheValuesOfTheirTrigger() throws InputException {
    String late = delayed("<cn>1</cn>") + sets("y", "<ci>x</ci>");
    assertThat(value(levelTwo(clock(), events(event("", "", late))), "y", 3))
        .isEqualTo(1, INTEGRATED);
    String executed = event("useValuesFromTriggerTime='false'", "", late);
    assertThat(value(levelTwo(clock(), events(executed)), "y", 3)).isEqualTo(2, INTEGRATED);
  }

  @Test
  void eventsOfLevelThreeTakeTheValuesThatTheySay() throws InputException {
    String late = delayed("<cn>1</cn>") + sets("y", "<ci>x</ci>");
    String trigger = "initialValue='true' persistent='true'";
    for (int triggered = 0; triggered < 2; triggered++) {
      String event = event("useValuesFromTriggerTime='" + (triggered == 1) + "'", trigger, late);
      assertThat(value(document(clock(), events(event)), "y", 3))
          .isEqualTo(2 - triggered, INTEGRATED);
    }
  }

  @Test
  void triggersThatAreTrueAtTheStartDependOnTheirInitialValue() throws InputException {
    String holds = "<apply><lt/>" + TIME + "<cn>1</cn></apply>";
    String sets = sets("y", "<cn>7</cn>");
    String old = event("", "", sets).replace(math(T_ABOVE_1), math(holds));
    assertThat(value(levelTwo(clock(), events(old)), "y", 2)).isZero();
    String begins =
        event("useValuesFromTriggerTime='true'", "initialValue='false' persistent='true'", sets)
            .replace(math(T_ABOVE_1), math(holds));
    assertThat(value(document(clock(), events(begins)), "y", 2)).isEqualTo(7);
  }

  @Test
  void eventsThatDoNotPersistAreForgotten() throws InputException {
    String pulse =
        "<apply><and/>" + T_ABOVE_1 + "<apply><lt/>" + TIME + "<cn>1.5</cn></apply></apply>";
    String late = delayed("<cn>1</cn>") + sets("y", "<cn>7</cn>");
    for (boolean persistent : new boolean[] {true, false}) {
      String event =
          event(
                  "useValuesFromTriggerTime='true'",
                  "initialValue='true' persistent='" + persistent + "'",
                  late)
              .replace(math(T_ABOVE_1), math(pulse));
      assertThat(value(document(clock(), events(event)), "y", 3)).isEqualTo(persistent ? 7 : 0);
    }
    String old = event("", "", late).replace(math(T_ABOVE_1), math(pulse));
    assertThat(value(levelTwo(clock(), events(old)), "y", 3)).isEqualTo(7);
  }

  @Test
  void eventOfHighestPriorityGoesFirst() throws InputException {
    String trigger = "initialValue='true' persistent='true'";
    String attributes = "useValuesFromTriggerTime='false'";
    String adds =
        "<priority>"
            + math("<cn>1</cn>")
            + "</priority>"
            + sets("y", "<apply><plus/><ci>y</ci><cn>3</cn></apply>");
    String doubles =
        "<priority>"
            + math("<cn>2</cn>")
            + "</priority>"
            + sets("y", "<apply><times/><cn>2</cn><ci>y</ci></apply>");
    String document =
        document(
            clock().replace("id=\"y\" value=\"0.0\"", "id=\"y\" value=\"5\""),
            events(event(attributes, trigger, adds), event(attributes, trigger, doubles)));
    assertThat(value(document, "y", 2)).isEqualTo(13);
  }

  /** The compartment is 1 + t large; at time 1 there are 10 · 2 in it. */
  @Test
  void concentrationSetInAGrowingCompartmentIsDilutedFromThereOn() throws InputException {
    String document =
        document(
            Sbml.compartment("c", 1),
            species("id='S' initialAmount='4'"),
            rules(rateRule("c", "<cn>1</cn>")),
            events(
                event(
                    "useValuesFromTriggerTime='true'",
                    "initialValue='true' persistent='true'",
                    sets("S", "<cn>10</cn>"))));
    assertThat(value(document, "S", 0.5)).isEqualTo(4 / 1.5, INTEGRATED);
    assertThat(value(document, "S", 3)).isEqualTo(20 / 4.0, INTEGRATED);
  }

  @Test
  void eventThatChangesACompartmentKeepsTheAmountsInIt() throws InputException {
    String document =
        document(
            Sbml.compartment("c", 1),
            species("id='S' initialConcentration='3'"),
            events(
                event(
                    "useValuesFromTriggerTime='true'",
                    "initialValue='true' persistent='true'",
                    sets("c", "<cn>4</cn>"))));
    assertThat(value(document, "S", 2)).isEqualTo(0.75, INTEGRATED);
  }

  /**
   * Triggered at 1, executed at 2, when the compartment is 3 large: so 3 · 3 are in it, and these 9
   * in a size of 4 where the event sets that too.
   */
  @Test
  void delayedEventSetsAConcentrationInTheVolumeOfItsExecution() throws InputException {
    for (String triggered : List.of("true", "false")) {
      for (boolean resizes : new boolean[] {false, true}) {
        String sets = sets("S", "<cn>3</cn>");
        String both =
            resizes
                ? sets.replace(
                    "</listOfEventAssignments>",
                    "<eventAssignment variable='c'>"
                        + math("<cn>4</cn>")
                        + "</eventAssignment></listOfEventAssignments>")
                : sets;
        String event =
            event(
                "useValuesFromTriggerTime='" + triggered + "'",
                "initialValue='true' persistent='true'",
                delayed("<cn>1</cn>") + both);
        String document =
            document(
                Sbml.compartment("c", 1),
                species("id='S' initialConcentration='2'"),
                rules(rateRule("c", "<cn>1</cn>")),
                events(event));
        assertThat(value(document, "S", 1.5)).isEqualTo(2 / 2.5, INTEGRATED);
        assertThat(value(document, "S", 3)).isEqualTo(9 / (resizes ? 5.0 : 4.0), INTEGRATED);
      }
    }
  }

  /** The rule keeps the concentration at 2 + t; at 2 it is 4 in 3, then 12 in 6. */
  @Test
  void delayedEventDilutesAConcentrationThatFollowsARule() throws InputException {
    String event =
        event(
            "useValuesFromTriggerTime='true'",
            "initialValue='true' persistent='true'",
            delayed("<cn>1</cn>") + sets("c", "<cn>6</cn>"));
    String document =
        document(
            Sbml.compartment("c", 1),
            species("id='S' initialConcentration='2'"),
            rules(rateRule("c", "<cn>1</cn>"), rateRule("S", "<cn>1</cn>")),
            events(event));
    assertThat(value(document, "S", 1.5)).isEqualTo(3.5, INTEGRATED);
    assertThat(value(document, "S", 3)).isEqualTo(2 + 1, INTEGRATED);
  }

  /** The first of two events of one time changes the size to 4, the second sets 3 in it. */
  @Test
  void valueFromTriggerTimeIsInTheVolumeThatAnotherEventOfThatTimeHasSet() throws InputException {
    String trigger = "initialValue='true' persistent='true'";
    String first = "<priority>" + math("<cn>2</cn>") + "</priority>" + sets("c", "<cn>4</cn>");
    String second = "<priority>" + math("<cn>1</cn>") + "</priority>" + sets("S", "<cn>3</cn>");
    String values = "useValuesFromTriggerTime='true'";
    String document =
        document(
            Sbml.compartment("c", 1),
            species("id='S' initialConcentration='2'"),
            events(event(values, trigger, first), event(values, trigger, second)));
    assertThat(value(document, "S", 2)).isEqualTo(3, INTEGRATED);
  }

  private static String algebraic(String math) {
    return "<algebraicRule>" + math(math) + "</algebraicRule>";
  }

  private static String decay() {
    return rateRule("x", "<apply><minus/><ci>x</ci></apply>");
  }

  @Test
  void algebraicRuleClosesABalance() throws InputException {
    String document =
        document(
            parameters(parameter("x", 1), parameter("y", 0)),
            rules(decay(), algebraic("<apply><plus/><ci>x</ci><ci>y</ci><cn>-1</cn></apply>")));
    assertThat(value(document, "y", 2)).isEqualTo(1 - Math.exp(-2), INTEGRATED);
  }

  /** a + b = x and a − b = 1. */
  @Test
  void algebraicRulesAreSolvedTogether() throws InputException {
    String sum = "<apply><minus/><apply><plus/><ci>a</ci><ci>b</ci></apply><ci>x</ci></apply>";
    String difference =
        "<apply><minus/><apply><minus/><ci>a</ci><ci>b</ci></apply><cn>1</cn></apply>";
    String document =
        document(
            parameters(parameter("x", 1), parameter("a", 0), parameter("b", 0)),
            rules(decay(), algebraic(sum), algebraic(difference)));
    assertThat(value(document, "a", 2)).isEqualTo((Math.exp(-2) + 1) / 2, INTEGRATED);
    assertThat(value(document, "b", 2)).isEqualTo((Math.exp(-2) - 1) / 2, INTEGRATED);
  }

  @Test
  void algebraicRuleTooManyIsLocated() {
    String document =
        document(
            parameters(parameter("x", 1), parameter("y", 0)),
            rules(
                decay(),
                algebraic("<apply><plus/><ci>x</ci><ci>y</ci></apply>"),
                algebraic("<apply><minus/><ci>y</ci><cn>1</cn></apply>")));
    InputException thrown = catchThrowableOfType(InputException.class, () -> Sbml.read(document));
    assertThat(thrown.findings()).hasSize(1);
    assertThat(thrown.findings().get(0).row()).isBetween(5, 6);
    assertThat(thrown.findings().get(0).what()).contains("nothing to determine");
  }

  /** y′ = −y(t − 1) with y = 1 before: 1 − t, then 1 − t + (t − 1)²/2. */
  @Test
  void rateOfADelayedValueIsThatOfTheMethodOfSteps() throws InputException {
    String rule = rateRule("y", "<apply><minus/>" + delay("y", "<cn>1</cn>") + "</apply>");
    String document = document(parameters(parameter("y", 1)), rules(rule));
    assertThat(value(document, "y", 0.5)).isEqualTo(0.5, INTEGRATED);
    assertThat(value(document, "y", 2)).isEqualTo(-0.5, INTEGRATED);
  }

  @Test
  void assignmentOfADelayedValueWaits() throws InputException {
    String document =
        document(
            parameters(parameter("x", 2), parameter("y", 0)),
            rules(rateRule("x", "<cn>1</cn>"), assignmentRule("y", delay("x", "<cn>1</cn>"))));
    assertThat(value(document, "y", 0.5)).isEqualTo(2, INTEGRATED);
    assertThat(value(document, "y", 3)).isEqualTo(4, INTEGRATED);
  }

  /** A and B with 2A = B at all times, and B decays: (A + B)′ = −B = −⅔ (A + B). */
  @Test
  void fastReactionIsInEquilibriumAtAllTimes() throws InputException {
    String fast =
        """
        <listOfCompartments><compartment id="c" size="1"/></listOfCompartments>
        <listOfSpecies><species id="A" compartment="c" initialAmount="3"/>
        <species id="B" compartment="c" initialAmount="0"/></listOfSpecies>
        <listOfReactions><reaction id="F" fast="true">
        <listOfReactants><speciesReference species="A"/></listOfReactants>
        <listOfProducts><speciesReference species="B"/></listOfProducts><kineticLaw>%s</kineticLaw>
        </reaction><reaction id="D" reversible="false">
        <listOfReactants><speciesReference species="B"/></listOfReactants>
        <kineticLaw>%s</kineticLaw></reaction></listOfReactions>
        """
            .formatted(
                math(
                    "<apply><minus/><apply><times/><cn>2</cn><ci>A</ci></apply><ci>B</ci></apply>"),
                math("<ci>B</ci>"));
    double whole = 3 * Math.exp(-2.0 / 3);
    // fast is fast, not infinitely so
    assertThat(value(levelTwo(fast), "A", 1)).isEqualTo(whole / 3, within(1e-4));
    assertThat(value(levelTwo(fast), "B", 1)).isEqualTo(2 * whole / 3, within(1e-4));
  }

  /**
   * Minutes outside, seconds inside; x of the submodel is X in other units, and its rule is gone.
   */
  @Test
  void submodelRunsInTheUnitsOfTheWhole() throws InputException {
    String inner =
        Composed.definition(
            "inner",
            parameters(parameter("x", 0), parameter("y", 0), parameter("k", 3)),
            "<listOfRules><rateRule variable='x'>"
                + math("<ci>k</ci>")
                + "</rateRule><assignmentRule metaid='gone' variable='y'>"
                + math("<cn>1</cn>")
                + "</assignmentRule></listOfRules>");
    String outer =
        parameters(
                parameter("minutes", 1 / 60.0),
                parameter("percent", 100),
                Composed.parameter(
                    "X",
                    0,
                    Composed.replaced(
                        "comp:submodelRef='A' comp:idRef='x' comp:conversionFactor='percent'")))
            + Composed.submodels(
                Composed.submodel(
                    "A",
                    "inner",
                    "comp:timeConversionFactor='minutes'",
                    Composed.deletion("comp:metaIdRef='gone'")));
    String document = Composed.document(outer, inner);
    assertThat(value(document, "X", 2)).isEqualTo(100 * 3 * 60 * 2, within(1e-3));
    assertThat(Sbml.of(document).start("A__y")).isZero();
  }
}
