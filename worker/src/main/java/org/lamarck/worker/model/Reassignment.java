package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;
import org.lamarck.worker.sparse.SparsePattern;

/**
 * A change of conditions as a function: from the states and constants where one period ends to
 * those where the next one begins, with its sparse Jacobian. All values are computed before any is
 * assigned. A species keeps the value of its id, amount or concentration, unless it is assigned
 * itself: so a concentration stays when the size of its compartment is changed (PEtab 2,
 * "Conditions table"). Safe for use by several threads, each with a kernel of its own.
 */
public final class Reassignment {
  private final KernelFactory factory;
  private final int[] targets;
  private final SparsePattern jacobian;

  private Reassignment(KernelFactory factory, int[] targets, SparsePattern jacobian) {
    this.factory = factory;
    this.targets = targets;
    this.jacobian = jacobian;
  }

  /**
   * The assignments with the quantities as targets that hold the values: a concentration in a
   * compartment that changes is assigned by way of its amount.
   *
   * @param assignments with targets that are constants, states or species, each once
   * @return by id of a constant or state, over the model's quantities before the change
   */
  public static Map<String, Expression> resolve(OdeModel model, List<Assignment> assignments) {
    ExpressionPool pool = model.pool();
    Map<String, Expression> given = new LinkedHashMap<>();
    assignments.forEach(one -> given.put(one.target(), one.value()));
    Map<String, Expression> resolved = new LinkedHashMap<>();
    Set<String> quantities = ids(model);
    given.forEach(
        (target, value) -> {
          if (!quantities.contains(SpeciesMeaning.amountId(target))) {
            resolved.put(target, value);
          }
        });
    for (SpeciesMeaning one : model.species()) {
      String amount = SpeciesMeaning.amountId(one.species());
      boolean isAffected = given.containsKey(one.species()) || given.containsKey(one.compartment());
      if (isAffected && quantities.contains(amount)) {
        Expression value = given.getOrDefault(one.species(), pool.symbol(one.species()));
        Expression size = given.getOrDefault(one.compartment(), pool.symbol(one.compartment()));
        resolved.put(amount, pool.multiply(value, size));
      }
    }
    return resolved;
  }

  /**
   * As {@link #resolve}, for assignments that are in force from the start, before initial values
   * are computed: those of other quantities follow them, as the model says.
   */
  public static Map<String, Expression> resolveAtStart(
      OdeModel model, List<Assignment> assignments) {
    ExpressionPool pool = model.pool();
    Set<String> targets = new HashSet<>();
    Set<String> amounts = new HashSet<>();
    for (Assignment one : assignments) {
      targets.add(one.target());
      amounts.add(SpeciesMeaning.amountId(one.target()));
    }
    Map<String, String> compartments = new HashMap<>();
    model.species().stream()
        .filter(one -> targets.contains(one.species()))
        .forEach(one -> compartments.put(one.species(), one.compartment()));
    Set<String> quantities = new HashSet<>();
    model.quantities().stream()
        .map(Quantity::id)
        .filter(amounts::contains)
        .forEach(quantities::add);
    Map<String, Expression> resolved = new LinkedHashMap<>();
    for (Assignment one : assignments) {
      String amount = SpeciesMeaning.amountId(one.target());
      String compartment = compartments.get(one.target());
      if (compartment != null && quantities.contains(amount)) {
        resolved.put(amount, pool.multiply(one.value(), pool.symbol(compartment)));
      } else {
        resolved.put(one.target(), one.value());
      }
    }
    return resolved;
  }

  private static Set<String> ids(OdeModel model) {
    Map<String, Quantity> ids = new HashMap<>();
    model.quantities().forEach(quantity -> ids.put(quantity.id(), quantity));
    return ids.keySet();
  }

  /**
   * Compiles a change of conditions.
   *
   * @param assigned by id of a constant or state, see {@link #resolve}
   * @param inputs names in the formulas that are no quantities of the model
   * @throws IllegalArgumentException when a target is neither a constant nor a state, or a formula
   *     uses another name
   */
  public static Reassignment of(
      OdeModel model, Map<String, Expression> assigned, List<String> inputs) {
    ExpressionPool pool = new ExpressionPool();
    Transfer transfer = new Transfer(pool);
    Map<String, Expression> definitions = new LinkedHashMap<>();
    List<String> constants = new ArrayList<>();
    List<String> states = new ArrayList<>();
    for (Quantity quantity : model.quantities()) {
      quantity
          .assignment()
          .ifPresent(formula -> definitions.put(quantity.id(), transfer.copy(formula)));
      if (quantity.isConstant()) {
        constants.add(quantity.id());
      } else if (quantity.isState()) {
        states.add(quantity.id());
      }
    }
    Map<Expression, Expression> formulas = new HashMap<>();
    Definitions.resolve(definitions).forEach((id, f) -> formulas.put(pool.symbol(id), f));
    Map<String, Integer> rows = new HashMap<>();
    constants.forEach(id -> rows.put(id, rows.size()));
    states.forEach(id -> rows.put(id, rows.size()));
    Map<Expression, Integer> columns = new HashMap<>();
    states.forEach(id -> columns.put(pool.symbol(id), columns.size()));
    constants.forEach(id -> columns.put(pool.symbol(id), columns.size()));
    inputs.forEach(id -> columns.put(pool.symbol(id), columns.size()));

    List<Expression> outputs = new ArrayList<>();
    int[] targets = new int[assigned.size()];
    for (Map.Entry<String, Expression> one : assigned.entrySet()) {
      Integer row = rows.get(one.getKey());
      if (row == null) {
        throw new IllegalArgumentException(
            one.getKey() + " is neither a constant nor a state and cannot be assigned");
      }
      targets[outputs.size()] = row;
      outputs.add(Substitution.substitute(transfer.copy(one.getValue()), formulas));
    }
    SparsePattern jacobian = differentiate(outputs, columns);
    List<String> second = new ArrayList<>(constants);
    second.addAll(inputs);
    return new Reassignment(KernelCompiler.compile(outputs, states, second), targets, jacobian);
  }

  /** Adds the partial derivatives of the outputs to them. */
  private static SparsePattern differentiate(
      List<Expression> outputs, Map<Expression, Integer> columns) {
    int count = outputs.size();
    int[] start = new int[count + 1];
    List<Integer> entries = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      for (Expression leaf : Subgraph.leaves(outputs.get(row))) {
        if (leaf.isSymbol() && !columns.containsKey(leaf)) {
          throw new IllegalArgumentException(
              "a condition uses " + leaf.name() + ", which nothing defines");
        }
      }
      Map<Integer, Expression> partials = new TreeMap<>();
      Differentiator.gradient(outputs.get(row))
          .forEach(
              (leaf, partial) -> {
                Integer column = columns.get(leaf);
                if (column != null) {
                  partials.put(column, partial);
                }
              });
      entries.addAll(partials.keySet());
      outputs.addAll(partials.values());
      start[row + 1] = entries.size();
    }
    return new SparsePattern(start, entries.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * A kernel for one thread. Its time is that of the change, its first block has the n states
   * before, its second one the m constants of the model before and the inputs. It gives the new
   * values of the {@link #targets}, and then the entries of {@link #jacobian}.
   */
  public Kernel newKernel() {
    return factory.newKernel();
  }

  /** What changes: a constant k as k, a state s as m + s; not to be written to. */
  public int[] targets() {
    return targets;
  }

  /**
   * The pattern of ∂(targets)/∂(before), by target: column s is a state, n + k a constant, n + m +
   * i an input.
   */
  public SparsePattern jacobian() {
    return jacobian;
  }
}
