package org.lamarck.worker.intervention;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;
import org.lamarck.worker.problem.Spelling;

/**
 * A model whose states can be held: the rate of each that is bears a factor, 1 as long as the state
 * is free and 0 while it is held.
 */
final class Clamps {
  private final OdeModel model;
  private final Findings findings;
  private final Set<String> gated = new LinkedHashSet<>();

  Clamps(OdeModel model, Findings findings) {
    this.model = model;
    this.findings = findings;
  }

  /** Whether a quantity can be set, and held; an error when not. */
  boolean admits(String id, Place place, boolean isHeld) {
    Optional<SpeciesMeaning> amount = amount(id);
    Optional<Quantity> quantity = model.quantity(id);
    if (quantity.isEmpty()) {
      findings.error(
          place,
          "the model has no \"" + id + "\"",
          Spelling.suggest(
              id, model.quantities().stream().map(Quantity::id).toList(), "name another"));
      return false;
    }
    if (amount.isEmpty() && !quantity.get().isConstant() && !quantity.get().hasRate()) {
      findings.error(
          place,
          "\"" + id + "\" follows a rule of the model and cannot be set",
          "name a constant or a state");
      return false;
    }
    if (isHeld
        && amount.isPresent()
        && model.quantity(amount.get().compartment()).stream().noneMatch(Quantity::isConstant)) {
      findings.error(
          place,
          "\"" + id + "\" is a concentration in a compartment that changes and cannot be held",
          "write between: free");
      return false;
    }
    return true;
  }

  /** The species of an id whose amount is the state. */
  private Optional<SpeciesMeaning> amount(String id) {
    return model.quantity(SpeciesMeaning.amountId(id)).isEmpty()
        ? Optional.empty()
        : model.species().stream().filter(one -> one.species().equals(id)).findFirst();
  }

  /** Whether the model has no quantity of the id of a parameter; an error when it has. */
  boolean isFree(String id, Place place) {
    if (model.quantity(id).isPresent()) {
      findings.errorOnce(
          place,
          "the value " + id + " that is searched has the id of a quantity of the model",
          "rename that quantity");
      return false;
    }
    return true;
  }

  /** What holds a quantity; nothing for a constant, which nothing changes. */
  Optional<Assignment> hold(String id) {
    String state = amount(id).isPresent() ? SpeciesMeaning.amountId(id) : id;
    if (model.quantity(state).stream().noneMatch(Quantity::hasRate)) {
      return Optional.empty();
    }
    gated.add(state);
    return Optional.of(new Assignment(gate(state), model.pool().constant(0)));
  }

  /** What lets it go again. */
  Optional<Assignment> release(String id) {
    return hold(id).map(one -> new Assignment(one.target(), model.pool().constant(1)));
  }

  private static String gate(String state) {
    return state + ":free";
  }

  /** The model with the factors. */
  OdeModel model() {
    List<Quantity> quantities = new ArrayList<>();
    for (Quantity quantity : model.quantities()) {
      boolean isGated = gated.contains(quantity.id());
      quantities.add(isGated ? slowed(quantity) : quantity);
      if (isGated) {
        quantities.add(new Quantity.Constant(gate(quantity.id()), model.pool().constant(1)));
      }
    }
    return model.withQuantities(quantities);
  }

  private Quantity slowed(Quantity state) {
    Expression factor = model.pool().symbol(gate(state.id()));
    return new Quantity.State(
        state.id(),
        state.initial(),
        state.rate().stream().map(term -> term.withFlux(term.flux().times(factor))).toList());
  }
}
