package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.expression.ExpressionPool;

/**
 * A dynamic model in one form, whatever it was read from.
 *
 * @param id the model's id
 * @param pool owns all formulas; the readers of a problem add theirs to it
 * @param quantities each id once, in the order of the file
 * @param events in the order of the file
 * @param species what the ids of species mean, for output as amounts or concentrations
 * @param outputs ids to print by default: every species, then every compartment and parameter that
 *     can change
 * @param dense assigned quantities that array programs compute for the rates
 */
public record OdeModel(
    String id,
    ExpressionPool pool,
    List<Quantity> quantities,
    List<Event> events,
    List<SpeciesMeaning> species,
    List<String> outputs,
    List<DenseFunction> dense)
    implements Serializable {
  public OdeModel {
    quantities = List.copyOf(quantities);
    events = List.copyOf(events);
    species = List.copyOf(species);
    outputs = List.copyOf(outputs);
    dense = List.copyOf(dense);
    Map<String, Quantity> seen = new LinkedHashMap<>();
    for (Quantity quantity : quantities) {
      if (seen.put(quantity.id(), quantity) != null) {
        throw new IllegalArgumentException("quantity " + quantity.id() + " stands twice");
      }
    }
    for (Event event : events) {
      for (Event.Change change : event.changes()) {
        Quantity target = seen.get(change.target());
        if (target == null || !target.hasRate()) {
          throw new IllegalArgumentException(
              "event " + event.id() + " changes " + change.target() + ", which is no state");
        }
      }
    }
  }

  /** A model of formulas alone. */
  public OdeModel(
      String id,
      ExpressionPool pool,
      List<Quantity> quantities,
      List<Event> events,
      List<SpeciesMeaning> species,
      List<String> outputs) {
    this(id, pool, quantities, events, species, outputs, List.of());
  }

  /** A model without events. */
  public OdeModel(
      String id,
      ExpressionPool pool,
      List<Quantity> quantities,
      List<SpeciesMeaning> species,
      List<String> outputs) {
    this(id, pool, quantities, List.of(), species, outputs);
  }

  /** The same by another id. */
  public OdeModel withId(String other) {
    return new OdeModel(other, pool, quantities, events, species, outputs, dense);
  }

  /** The same with other quantities. */
  public OdeModel withQuantities(List<Quantity> others) {
    return new OdeModel(id, pool, others, events, species, outputs, dense);
  }

  /** The quantity of this id. */
  public Optional<Quantity> quantity(String id) {
    return quantities.stream().filter(quantity -> quantity.id().equals(id)).findFirst();
  }

  /** In a few words, for shells, which show every value; all of a model can be megabytes. */
  @Override
  public String toString() {
    return "OdeModel[%s: %d states, %d quantities, %d events]"
        .formatted(
            id,
            quantities.stream().filter(Quantity::hasRate).count(),
            quantities.size(),
            events.size());
  }
}
