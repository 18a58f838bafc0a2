package org.lamarck.worker.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * The same model with all amounts and concentrations that are states in another unit: each is c
 * times as large, and formulas have it divided by c. What is observed stays what it was.
 */
final class Rescaled {
  private final double c;
  private final ExpressionPool pool;
  private final Set<String> scaled;
  private final Map<Expression, Expression> replacements = new HashMap<>();

  private Rescaled(OdeModel model, double c) {
    this.c = c;
    this.pool = model.pool();
    this.scaled = scaled(model);
    for (String id : scaled) {
      replacements.put(pool.symbol(id), pool.multiply(pool.symbol(id), pool.constant(1 / c)));
    }
  }

  /** The states that are amounts or concentrations, and what they were before. */
  static Set<String> scaled(OdeModel model) {
    Set<String> species = new LinkedHashSet<>();
    for (SpeciesMeaning one : model.species()) {
      boolean isBehind = model.quantity(SpeciesMeaning.amountId(one.species())).isPresent();
      if (!isBehind && model.quantity(one.species()).filter(Quantity::isState).isPresent()) {
        species.add(one.species()); // where an amount is behind it, conditions give a concentration
      }
    }
    for (Quantity quantity : model.quantities()) {
      if (quantity instanceof Quantity.Lag lag) {
        if (species.contains(lag.source())) {
          species.add(lag.id());
        } else {
          species.remove(lag.id());
        }
      }
    }
    return species;
  }

  static OdeModel of(OdeModel model, double c) {
    return new Rescaled(model, c).model(model);
  }

  static EstimationProblem of(EstimationProblem problem, double c) {
    List<Rescaled> by = new ArrayList<>();
    List<OdeModel> models = new ArrayList<>();
    for (OdeModel model : problem.models()) {
      Rescaled one = new Rescaled(model, c);
      by.add(one);
      models.add(one.model(model));
    }
    List<Experiment> experiments =
        problem.experiments().stream().map(e -> by.get(e.model()).experiment(e)).toList();
    List<Observable> observables =
        problem.observables().stream().map(o -> by.get(o.model()).observable(o)).toList();
    return new EstimationProblem(
        problem.id(),
        models,
        problem.parameters(),
        experiments,
        observables,
        problem.measurements(),
        problem.loss());
  }

  private Expression in(Expression formula) {
    return Substitution.substitute(formula, replacements);
  }

  /** The new value of a quantity. */
  private Expression of(String id, Expression value) {
    return scaled.contains(id) ? pool.multiply(in(value), pool.constant(c)) : in(value);
  }

  private OdeModel model(OdeModel model) {
    List<Quantity> quantities = model.quantities().stream().map(this::quantity).toList();
    List<Event> events = model.events().stream().map(this::event).toList();
    return new OdeModel(model.id(), pool, quantities, events, model.species(), model.outputs());
  }

  private Quantity quantity(Quantity quantity) {
    String id = quantity.id();
    if (quantity instanceof Quantity.Constant one) {
      return new Quantity.Constant(id, in(one.value()));
    } else if (quantity instanceof Quantity.State one) {
      List<Quantity.Term> terms =
          one.rate().stream()
              .map(
                  term ->
                      new Quantity.Term(
                          scaled.contains(id) ? c * term.coefficient() : term.coefficient(),
                          in(term.flux()),
                          term.isFast()))
              .toList();
      return new Quantity.State(id, of(id, one.initial()), terms);
    } else if (quantity instanceof Quantity.Assigned one) {
      return new Quantity.Assigned(id, in(one.formula()));
    } else if (quantity instanceof Quantity.Algebraic one) {
      return new Quantity.Algebraic(id, of(id, one.guess()), in(one.residual()));
    } else if (quantity instanceof Quantity.Lag one) {
      Expression before = one.before();
      return new Quantity.Lag(
          id,
          of(id, one.initial()),
          one.source(),
          in(one.delay()),
          before == null ? null : of(id, before));
    }
    throw new IllegalArgumentException("no rule for " + quantity);
  }

  private Event event(Event event) {
    Event within = event.map(this::in);
    List<Event.Change> changes =
        within.changes().stream()
            .map(
                one ->
                    scaled.contains(one.target())
                        ? new Event.Change(
                            one.target(),
                            pool.multiply(one.value(), pool.constant(c)),
                            one.factor())
                        : one)
            .toList();
    return new Event(
        within.id(),
        within.trigger(),
        within.delay(),
        within.priority(),
        within.valuesFromTriggerTime(),
        changes);
  }

  private Assignment assignment(Assignment one) {
    return new Assignment(one.target(), of(one.target(), one.value()));
  }

  private Experiment experiment(Experiment experiment) {
    List<Experiment.Period> periods =
        experiment.periods().stream()
            .map(
                period ->
                    new Experiment.Period(
                        period.id(),
                        period.start(),
                        period.assignments().stream().map(this::assignment).toList()))
            .toList();
    return new Experiment(experiment.id(), periods, experiment.model());
  }

  private Observable observable(Observable one) {
    return new Observable(
        one.id(),
        in(one.formula()),
        in(one.noiseFormula()),
        one.noise(),
        one.observablePlaceholders(),
        one.noisePlaceholders(),
        one.model());
  }
}
