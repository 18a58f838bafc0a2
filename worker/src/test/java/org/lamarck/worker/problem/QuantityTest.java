package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;

class QuantityTest {
  private final ExpressionPool pool = new ExpressionPool();
  private final Quantity constant = new Quantity.Constant("k", pool.symbol("a"));
  private final Quantity state =
      new Quantity.State(
          "x",
          pool.symbol("b"),
          List.of(new Quantity.Term(2, pool.symbol("c")), new Quantity.Term(-1, pool.symbol("d"))));
  private final Quantity assigned = new Quantity.Assigned("y", pool.symbol("e"));
  private final Quantity algebraic =
      new Quantity.Algebraic("z", pool.symbol("f"), pool.symbol("g"));
  private final Quantity lag =
      new Quantity.Lag("l", pool.symbol("h"), "x", pool.symbol("i"), pool.symbol("j"));
  private final Quantity lagOfConstantPast =
      new Quantity.Lag("m", pool.symbol("n"), "x", pool.symbol("o"), null);
  private final List<Quantity> all =
      List.of(constant, state, assigned, algebraic, lag, lagOfConstantPast);

  @Test
  void eachQuantityKeepsAValueFollowsAFormulaOrIsIntegrated() {
    assertThat(all)
        .allSatisfy(
            one ->
                assertThat(
                        List.of(one.isConstant(), one.isAssigned(), one.isState()).stream()
                            .filter(holds -> holds)
                            .count())
                    .as(one.id())
                    .isEqualTo(1));
    assertThat(all)
        .filteredOn(Quantity::isState)
        .containsExactly(state, algebraic, lag, lagOfConstantPast);
    assertThat(all).filteredOn(Quantity::hasRate).containsExactly(state);
    assertThat(all).filteredOn(Quantity::isAssigned).containsExactly(assigned);
    assertThat(all).filteredOn(Quantity::isConstant).containsExactly(constant);
  }

  /**
   * What a simulation of a model must look at: one formula that is missed is a wrong derivative.
   */
  @Test
  void dynamicsAreAllFormulasButInitialValuesAndAssignments() {
    assertThat(state.dynamics()).containsExactly(pool.symbol("c"), pool.symbol("d"));
    assertThat(algebraic.dynamics()).containsExactly(pool.symbol("g"));
    assertThat(lag.dynamics()).containsExactly(pool.symbol("i"), pool.symbol("j"));
    assertThat(lagOfConstantPast.dynamics()).containsExactly(pool.symbol("o"));
    assertThat(constant.dynamics()).isEmpty();
    assertThat(assigned.dynamics()).isEmpty();
    assertThat(assigned.assignment()).contains(pool.symbol("e"));
  }

  @Test
  void mapReachesEveryFormulaOnceAndKeepsTheKind() {
    for (Quantity quantity : all) {
      List<Expression> met = new ArrayList<>();
      Quantity mapped =
          quantity.map(
              formula -> {
                met.add(formula);
                return pool.negate(formula);
              });
      List<Expression> formulas = new ArrayList<>(List.of(quantity.initial()));
      formulas.addAll(quantity.dynamics());
      assertThat(met).containsExactlyInAnyOrderElementsOf(formulas);
      assertThat(mapped).hasSameClassAs(quantity);
      assertThat(mapped.id()).isEqualTo(quantity.id());
      assertThat(mapped.initial()).isEqualTo(pool.negate(quantity.initial()));
      assertThat(mapped.dynamics())
          .containsExactlyElementsOf(quantity.dynamics().stream().map(pool::negate).toList());
    }
  }

  @Test
  void eventsSetOnlyWhatHasARate() {
    for (Quantity quantity : all) {
      Event event =
          new Event(
              "e",
              new Event.Trigger(pool.time(), true, true),
              null,
              null,
              true,
              List.of(new Event.Change(quantity.id(), pool.constant(1))));
      if (quantity.hasRate()) {
        assertThat(model(event).events()).containsExactly(event);
      } else {
        assertThatThrownBy(() -> model(event))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("event e changes " + quantity.id() + ", which is no state");
      }
    }
  }

  private OdeModel model(Event event) {
    return new OdeModel("m", pool, all, List.of(event), List.of(), List.of());
  }
}
