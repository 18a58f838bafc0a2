package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.lamarck.worker.sbml.Sbml.assignment;
import static org.lamarck.worker.sbml.Sbml.assignmentRule;
import static org.lamarck.worker.sbml.Sbml.compartment;
import static org.lamarck.worker.sbml.Sbml.document;
import static org.lamarck.worker.sbml.Sbml.math;
import static org.lamarck.worker.sbml.Sbml.parameter;
import static org.lamarck.worker.sbml.Sbml.parameters;
import static org.lamarck.worker.sbml.Sbml.producing;
import static org.lamarck.worker.sbml.Sbml.rateRule;
import static org.lamarck.worker.sbml.Sbml.rules;
import static org.lamarck.worker.sbml.Sbml.species;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/** Small files that mean something large: long chains are read, what has no end is refused. */
class GrowthTest {
  /** A stack of the usual size overflows when each link takes the few frames of a recursion. */
  private static final int CHAIN = 5_000;

  /** Some hundred times what reading takes; it tells that from no end at all. */
  private static final Duration SOON = Duration.ofSeconds(60);

  private static OdeModel read(String... content) {
    return assertTimeoutPreemptively(SOON, () -> Sbml.read(document(content)));
  }

  private static Finding finding(String... content) {
    String document = document(content);
    List<Finding> findings =
        assertTimeoutPreemptively(
                SOON, () -> catchThrowableOfType(InputException.class, () -> Sbml.read(document)))
            .findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).row()).isPositive();
    return findings.get(0);
  }

  private static String symbol(String name, String... arguments) {
    return "<apply><csymbol definitionURL='http://www.sbml.org/sbml/symbols/%s'/>%s</apply>"
        .formatted(name, String.join("", arguments));
  }

  private static String apply(String operator, String... arguments) {
    return "<apply><%s/>%s</apply>".formatted(operator, String.join("", arguments));
  }

  private static String ci(String id) {
    return "<ci>" + id + "</ci>";
  }

  private static String list(int count, IntFunction<String> item) {
    return String.join("\n", IntStream.range(0, count).mapToObj(item).toList());
  }

  /** a0, which follows a1, which follows a2, …; the last one is a state. */
  private static String chain(IntFunction<String> link) {
    return rules(
        list(CHAIN, i -> assignmentRule("a" + i, link.apply(i + 1))),
        rateRule("a" + CHAIN, "<cn>3</cn>"),
        assignmentRule("z", symbol("rateOf", ci("a0"))),
        assignmentRule("y", symbol("delay", ci("a0"), "<cn>1</cn>")));
  }

  private static String chained() {
    return parameters(
        list(CHAIN + 1, i -> parameter("a" + i, 1)), parameter("y", 0), parameter("z", 0));
  }

  @Test
  void ratesAndDelaysFollowLongChains() throws InputException {
    OdeModel model = read(chained(), chain(i -> apply("plus", ci("a" + i), "<cn>1</cn>")));
    assertThat(model.quantity("z")).contains(new Quantity.Assigned("z", model.pool().constant(3)));
    assertThat(model.quantities()).filteredOn(Quantity.Lag.class::isInstance).hasSize(1);
  }

  @Test
  void algebraicRulesFollowLongChains() throws InputException {
    String links = list(CHAIN, i -> assignmentRule("a" + i, apply("abs", ci("a" + (i + 1)))));
    OdeModel model =
        read(
            parameters(list(CHAIN + 1, i -> parameter("a" + i, 1)), parameter("b", 0)),
            rules(
                links,
                rateRule("a" + CHAIN, "<cn>1</cn>"),
                "<algebraicRule>" + math(apply("minus", ci("a0"), ci("b"))) + "</algebraicRule>"));
    assertThat(model.quantity("b").orElseThrow()).isInstanceOf(Quantity.Assigned.class);
  }

  @Test
  void ratesOfRatesFollowLongChains() {
    OdeModel model =
        read(
            parameters(list(CHAIN + 1, i -> parameter("a" + i, 1))),
            rules(
                list(CHAIN, i -> rateRule("a" + i, symbol("rateOf", ci("a" + (i + 1))))),
                rateRule("a" + CHAIN, "<cn>3</cn>")));
    Quantity.State first = (Quantity.State) model.quantity("a0").orElseThrow();
    assertThat(first.rate()).containsExactly(new Quantity.Term(1, model.pool().constant(3)));
  }

  @Test
  void initialValuesFollowLongChainsOfDelays() {
    int states = 5_000; // each needs a delayed value of its own
    List<String> delayed = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      delayed.add(
          "<initialAssignment symbol='a%d'>%s</initialAssignment>"
              .formatted(i, math(symbol("delay", ci("a" + (i + 1)), "<cn>1</cn>"))));
    }
    OdeModel model =
        read(
            parameters(list(states + 1, i -> parameter("a" + i, 1)), parameter("z", 0)),
            "<listOfInitialAssignments>" + String.join("", delayed) + "</listOfInitialAssignments>",
            rules(
                list(states + 1, i -> rateRule("a" + i, "<cn>1</cn>")),
                assignmentRule("z", symbol("delay", ci("a0"), "<cn>1</cn>"))));
    assertThat(model.quantities()).hasSizeGreaterThan(2 * states);
  }

  @Test
  void longCirclesAreFound() {
    assertThat(
            finding(
                    parameters(list(CHAIN, i -> parameter("a" + i, 1))),
                    rules(list(CHAIN, i -> assignmentRule("a" + i, ci("a" + (i + 1) % CHAIN)))))
                .what())
        .startsWith("the value of a0 depends on itself: a0 → a1");
  }

  @Test
  void circlesThroughDelaysOfAssignmentsAreRefused() {
    String delay = symbol("delay", ci("y"), "<cn>1</cn>");
    Finding rule = finding(parameters(parameter("y", 1)), rules(assignmentRule("y", delay)));
    assertThat(rule.row()).isEqualTo(4);
    assertThat(rule.what()).isEqualTo("the value of y depends on itself: y → y");
    assertThat(
            finding(
                    parameters(parameter("y", 1)),
                    assignment("y", delay),
                    rules(rateRule("y", delay)))
                .what())
        .isEqualTo("the value of y depends on itself: y → y");
  }

  @Test
  void circlesThroughDelaysOfRatesAreRead() throws InputException {
    OdeModel model =
        read(
            parameters(parameter("y", 1)),
            rules(rateRule("y", symbol("delay", ci("y"), "<cn>1</cn>"))));
    assertThat(model.quantities()).hasSize(2);
  }

  @Test
  void circlesBehindAlgebraicRulesEnd() {
    assertThat(
            finding(
                    parameters(parameter("a", 1), parameter("b", 1)),
                    rules(
                        assignmentRule("a", apply("plus", ci("a"), "<cn>1</cn>")),
                        "<algebraicRule>"
                            + math(apply("minus", ci("a"), ci("b")))
                            + "</algebraicRule>"))
                .what())
        .isEqualTo("the value of a depends on itself: a → a");
  }

  @Test
  void rateThatDependsOnItselfIsFound() {
    assertThat(
            finding(
                    parameters(parameter("a", 1)),
                    rules(assignmentRule("a", symbol("rateOf", ci("a")))))
                .what())
        .isEqualTo("the rate of a depends on itself");
  }

  /** f29 is sin applied 2²⁹ times. */
  @Test
  void functionsDoNotGrowWithoutEnd() {
    Finding finding = finding(functions("sin", i -> call(i, call(i, ci("x")))), called());
    assertThat(finding.what()).contains("grow beyond all bounds");
  }

  /** Each function is shared by both factors of the next: small, and yet 2²⁹ ways through it. */
  @Test
  void lawsOfSharedPartsAreDividedByTheVolumeSoon() throws InputException {
    OdeModel model =
        read(
            functions(
                "sin",
                i ->
                    apply(
                        "times",
                        apply("plus", call(i, ci("x")), "<cn>1</cn>"),
                        apply("plus", call(i, ci("x")), "<cn>2</cn>"))),
            compartment("c", 2),
            species("id='S' initialAmount='1'"),
            producing("1", "<apply><ci>f29</ci><ci>S</ci></apply>"));
    assertThat(model.pool().size()).isLessThan(60 * 29); // a few dozen nodes for each function
  }

  private static String functions(String first, IntFunction<String> next) {
    return "<listOfFunctionDefinitions>"
        + SbmlReaderTest.function("f0", "<bvar><ci>x</ci></bvar>", apply(first, ci("x")))
        + list(
            29,
            i -> SbmlReaderTest.function("f" + (i + 1), "<bvar><ci>x</ci></bvar>", next.apply(i)))
        + "</listOfFunctionDefinitions>";
  }

  private static String call(int function, String argument) {
    return "<apply><ci>f%d</ci>%s</apply>".formatted(function, argument);
  }

  private static String called() {
    return parameters(parameter("a", 1)) + rules(rateRule("a", call(29, ci("a"))));
  }

  /** a0 needs a30 with 2³⁰ delays. */
  @Test
  void delaysOfDelaysDoNotGrowWithoutEnd() {
    assertThat(
            finding(
                    parameters(
                        list(31, i -> parameter("a" + i, 1)),
                        list(30, i -> parameter("p" + i, 1) + parameter("q" + i, 2))),
                    rules(
                        list(
                            30,
                            i ->
                                assignmentRule(
                                    "a" + i,
                                    apply(
                                        "plus",
                                        symbol("delay", ci("a" + (i + 1)), ci("p" + i)),
                                        symbol("delay", ci("a" + (i + 1)), ci("q" + i))))),
                        rateRule("a30", "<cn>1</cn>")))
                .what())
        .contains("more than 10000 delayed values");
  }

  @Test
  void assignmentsThatUseTheNextTwiceStaySmall() throws InputException {
    Sbml sbml =
        Sbml.model(
            parameters(list(61, i -> parameter("a" + i, 1))),
            rules(
                list(
                    60,
                    i ->
                        assignmentRule(
                            "a" + i, apply("plus", ci("a" + (i + 1)), ci("a" + (i + 1))))),
                rateRule("a60", "<cn>1</cn>")));
    assertThat(sbml.start("a0")).isCloseTo(0x1p60, within(0.0)); // powers of 2 are exact
  }

  @Test
  void reactionsWithoutALawHaveNoValue() {
    assertThat(
            finding(
                    parameters(parameter("a", 1)),
                    rules(rateRule("a", ci("R"))),
                    "<listOfReactions><reaction id='R' reversible='false'/></listOfReactions>")
                .what())
        .contains("uses R");
  }
}
