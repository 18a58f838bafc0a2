package org.lamarck.worker.sbml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Quantity;

class DelaysTest {
  private final ExpressionPool pool = new ExpressionPool();
  private final List<Quantity> given = new ArrayList<>();
  private final Map<String, Quantity> resolved = new LinkedHashMap<>();

  private Expression formula(String text) {
    try {
      return FormulaParser.parse(pool, text);
    } catch (FormulaException e) {
      throw new AssertionError(text, e);
    }
  }

  private Expression delay(String of, String by) {
    return pool.apply(Operator.DELAY, formula(of), formula(by));
  }

  private void constant(String id, String value) {
    given.add(new Quantity.Constant(id, formula(value)));
  }

  private void state(String id, String initial, String rate) {
    given.add(
        new Quantity.State(id, formula(initial), List.of(new Quantity.Term(1, formula(rate)))));
  }

  private void assigned(String id, Expression formula) {
    given.add(new Quantity.Assigned(id, formula));
  }

  private void resolve() {
    XmlElement.Place place = new XmlElement.Place("m.xml", 1, 1);
    new Delays(
            pool,
            given,
            id -> new XmlElement(id, XmlElement.Space.CORE, place, Map.of()),
            new Findings("m.xml"))
        .resolve()
        .forEach(one -> resolved.put(one.id(), one));
  }

  private Expression formulaOf(String id) {
    Quantity quantity = resolved.get(id);
    assertThat(quantity).isInstanceOf(Quantity.Assigned.class);
    return ((Quantity.Assigned) requireNonNull(quantity)).formula();
  }

  private Quantity.Lag lag(Expression symbol) {
    Quantity quantity = resolved.get(symbol.name());
    assertThat(quantity).isInstanceOf(Quantity.Lag.class);
    return (Quantity.Lag) requireNonNull(quantity);
  }

  @Test
  void whatNeverChangesIsNotDelayed() {
    constant("k", "2");
    assigned("c", formula("3*k"));
    assigned("x", delay("k*c + 1", "5"));
    resolve();
    assertThat(formulaOf("x")).isSameAs(formula("k*(3*k) + 1"));
    assertThat(resolved).containsOnlyKeys("k", "c", "x");
  }

  @Test
  void delayOf0IsNone() {
    state("s", "1", "-s");
    assigned("x", delay("s^2", "0"));
    resolve();
    assertThat(formulaOf("x")).isSameAs(formula("s^2"));
  }

  @Test
  void delayOfTimeIsADifference() {
    constant("d", "1.5");
    assigned("x", delay("2*time", "d"));
    resolve();
    assertThat(formulaOf("x")).isSameAs(formula("2*(time - d)"));
  }

  @Test
  void delayedStateIsALagThatAllFormulasShare() {
    state("s", "1", "-s");
    assigned("twice", formula("2*s"));
    assigned("x", delay("s", "1.5"));
    assigned("y", delay("twice", "1.5"));
    resolve();
    Quantity.Lag lag = lag(formulaOf("x"));
    assertThat(lag.source()).isEqualTo("s");
    assertThat(lag.delay().is(1.5)).isTrue();
    assertThat(formulaOf("y")).isSameAs(pool.multiply(pool.constant(2), pool.symbol(lag.id())));
  }

  @Test
  void delayOfADelayIsALagOfALag() {
    state("s", "1", "-s");
    Expression inner = delay("s", "1");
    assigned("x", pool.apply(Operator.DELAY, inner, pool.constant(2)));
    resolve();
    Quantity.Lag outer = lag(formulaOf("x"));
    assertThat(outer.delay().is(2)).isTrue();
    Quantity.Lag source = lag(pool.symbol(outer.source()));
    assertThat(source.source()).isEqualTo("s");
    assertThat(source.delay().is(1)).isTrue();
  }

  @Test
  void circleOfAssignmentsThroughADelayIsLocated() {
    String delay =
        "<csymbol encoding='text' definitionURL='http://www.sbml.org/sbml/symbols/delay'>d</csymbol>";
    String document =
        Sbml.document(
            Sbml.parameters(Sbml.parameter("a", 1), Sbml.parameter("b", 1)),
            Sbml.rules(
                Sbml.assignmentRule("a", "<apply>" + delay + "<ci>b</ci><cn>1</cn></apply>"),
                Sbml.assignmentRule("b", "<apply><minus/><ci>a</ci></apply>")));
    InputException thrown = catchThrowableOfType(InputException.class, () -> Sbml.read(document));
    assertThat(thrown.findings()).singleElement().asString().contains("depends on itself");
  }
}
