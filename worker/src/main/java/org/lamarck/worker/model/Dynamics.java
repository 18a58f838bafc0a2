package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.DenseFunction;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * What the derivatives of a model depend on, in a pool of its own.
 *
 * @param constants ids
 * @param states with rates; their initial values are 0
 * @param algebraic the ids of states whose one term is not a rate, but 0 at all times
 * @param assigned formulas by id
 * @param dense those of them that array programs compute
 */
@SuppressWarnings("checkstyle:ParameterNumber") // all that a model consists of
record Dynamics(
    ExpressionPool pool,
    List<String> constants,
    List<Quantity.State> states,
    Set<String> algebraic,
    List<Quantity.Lag> lags,
    List<Event> events,
    Map<String, Expression> assigned,
    List<SpeciesMeaning> species,
    List<DenseFunction> dense) {
  static Dynamics of(OdeModel model) {
    ExpressionPool pool = new ExpressionPool();
    Transfer transfer = new Transfer(pool);
    List<String> constants = new ArrayList<>();
    List<Quantity.State> states = new ArrayList<>();
    Set<String> algebraic = new LinkedHashSet<>();
    List<Quantity.Lag> lags = new ArrayList<>();
    Map<String, Expression> assigned = new LinkedHashMap<>();
    for (Quantity quantity : model.quantities()) {
      quantity.accept(
          constant -> constants.add(constant.id()),
          state -> {
            List<Quantity.Term> terms =
                state.rate().stream().map(t -> t.withFlux(transfer.copy(t.flux()))).toList();
            states.add(new Quantity.State(state.id(), pool.constant(0), terms));
          },
          one -> assigned.put(one.id(), transfer.copy(one.formula())),
          one -> {
            algebraic.add(one.id());
            states.add(unknown(one.id(), transfer.copy(one.residual())));
          },
          lag -> {
            Expression before = lag.before() == null ? null : transfer.copy(lag.before());
            lags.add(
                new Quantity.Lag(
                    lag.id(), pool.constant(0), lag.source(), transfer.copy(lag.delay()), before));
            states.add(unknown(lag.id(), pool.symbol(LagFormulas.slope(lag.id()))));
          });
    }
    List<Event> events = model.events().stream().map(event -> event.map(transfer::copy)).toList();
    Set<String> ids = states.stream().map(Quantity.State::id).collect(Collectors.toSet());
    List<SpeciesMeaning> species =
        model.species().stream()
            .filter(
                one ->
                    ids.contains(one.species())
                        || ids.contains(SpeciesMeaning.amountId(one.species())))
            .toList();
    return new Dynamics(
        pool,
        List.copyOf(constants),
        states,
        algebraic,
        lags,
        events,
        assigned,
        species,
        model.dense().stream().map(one -> one.map(transfer::copy)).toList());
  }

  /** A state of one term. */
  private static Quantity.State unknown(String id, Expression term) {
    return new Quantity.State(id, term.pool().constant(0), List.of(new Quantity.Term(1, term)));
  }

  /** The same as a model, for its bytes. */
  OdeModel model() {
    List<Quantity> quantities = new ArrayList<>();
    constants.forEach(id -> quantities.add(new Quantity.Constant(id, pool.constant(0))));
    for (Quantity.State state : states) {
      quantities.add(
          algebraic.contains(state.id())
              ? new Quantity.Algebraic(state.id(), state.initial(), state.rate().get(0).flux())
              : state);
    }
    lags.forEach(
        lag ->
            quantities.add(
                new Quantity.Lag(
                    "lag of " + lag.id(), lag.initial(), lag.source(), lag.delay(), lag.before())));
    assigned.forEach((id, formula) -> quantities.add(new Quantity.Assigned(id, formula)));
    return new OdeModel("", pool, quantities, events, species, List.of(), dense);
  }
}
