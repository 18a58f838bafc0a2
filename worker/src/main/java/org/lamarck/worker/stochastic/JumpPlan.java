package org.lamarck.worker.stochastic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.KernelFactory;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * A jump process and what of it is given values at the start, compiled. Immutable; safe for use by
 * several threads, each with a {@link JumpSimulation} of its own.
 */
public final class JumpPlan {
  private final JumpModel model;
  private final CompiledModel compiled;
  private final InitialValues initialValues;
  private final List<String> given;
  private final DrawTable draws;
  private final FlowPlan flow;
  private final ReactionTable reactions;
  private final EventTable events;

  private JumpPlan(JumpModel model, List<String> given) {
    this.model = model;
    this.given = given;
    compiled = CompiledModel.of(model.between(), Set.of());
    List<String> overridden = new ArrayList<>(given);
    model.draws().forEach(draw -> overridden.add(draw.id()));
    initialValues = InitialValues.of(model.between(), overridden);
    Map<String, Integer> states = new LinkedHashMap<>();
    compiled.states().forEach(id -> states.put(id, states.size()));
    draws = new DrawTable(model, compiled);
    flow = new FlowPlan(model.between(), compiled);
    reactions = new ReactionTable(model, compiled, states, flow.movers());
    events = new EventTable(model.between().events(), compiled, states, draws, flow.movers());
  }

  /**
   * Compiles a jump process.
   *
   * @param given ids of constants and of states, whose values at the start are given: of a species,
   *     in the meaning of its id
   * @throws InputException when the model has no such id, or gives one by a formula at all times
   */
  public static JumpPlan of(JumpModel model, List<String> given) throws InputException {
    List<String> targets = new ArrayList<>();
    List<Finding> wrong = new ArrayList<>();
    for (String id : given) {
      Optional<Quantity> own = model.between().quantity(id);
      String amount = SpeciesMeaning.amountId(id);
      if (own.isEmpty()) {
        wrong.add(wrong(model, "the model has no " + id, "name one of its ids"));
      } else if (!own.get().isAssigned()) {
        targets.add(id);
      } else if (model.between().quantity(amount).isPresent()) {
        targets.add(amount);
      } else {
        wrong.add(wrong(model, id + " follows a formula at all times", "set what it is made of"));
      }
    }
    if (!wrong.isEmpty()) {
      throw new InputException(wrong);
    }
    return new JumpPlan(model, List.copyOf(targets));
  }

  private static Finding wrong(JumpModel model, String what, String remedy) {
    return Finding.error(model.file(), 0, 0, what, remedy);
  }

  public JumpModel model() {
    return model;
  }

  /** The ids of the states: the order of y. */
  public List<String> states() {
    return compiled.states();
  }

  /** The ids of the constants: the order of p. */
  public List<String> constants() {
    return compiled.constants();
  }

  /**
   * Compiles what is observed of a run.
   *
   * @param formulas over quantities and time, of the pool of the model
   */
  public KernelFactory observables(List<Expression> formulas) {
    return compiled.kernel(formulas.stream().map(compiled::inline).toList(), List.of());
  }

  /** The amount of a species over quantities, whatever its id means. */
  public Expression amount(SpeciesMeaning species) {
    OdeModel between = model.between();
    String amount = SpeciesMeaning.amountId(species.species());
    if (between.quantity(amount).isPresent()) {
      return between.pool().symbol(amount);
    }
    Expression id = between.pool().symbol(species.species());
    return species.amount()
        ? id
        : between.pool().multiply(id, between.pool().symbol(species.compartment()));
  }

  /** Whether reactions alone change states between events, with propensities that then stay. */
  public boolean isPure() {
    return flow.moving().length == 0 && !reactions.moves();
  }

  /** The ids of what is given, an amount for a concentration that is computed from one. */
  List<String> given() {
    return given;
  }

  /**
   * What no run can start with, by the species or other state that it is told of; what is random is
   * left out.
   *
   * @param values of what is given; NaN where they are not known, and all that follows from them is
   *     left out
   */
  public Map<String, String> startFaults(double[] values) {
    return new JumpStart(this, draws.newDrawing()).faults(values);
  }

  /**
   * What no run can start with once a number is another one, and could before; empty where there is
   * no such thing.
   *
   * @param before the values of what is given
   * @param after the same with the other number
   */
  public Optional<String> startFault(double[] before, double[] after) {
    Map<String, String> faults = new LinkedHashMap<>(startFaults(after));
    faults.keySet().removeAll(startFaults(before).keySet());
    return faults.values().stream().findFirst();
  }

  CompiledModel compiled() {
    return compiled;
  }

  InitialValues initialValues() {
    return initialValues;
  }

  DrawTable draws() {
    return draws;
  }

  FlowPlan flow() {
    return flow;
  }

  ReactionTable reactions() {
    return reactions;
  }

  EventTable events() {
    return events;
  }
}
