package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.sparse.SparsePattern;

/**
 * The start of a simulation as a function: from the values that a problem gives to some quantities
 * to the values of all constants and states, with its sparse Jacobian. A quantity whose value is
 * not given follows the model; names in its formula mean initial values, given ones too. Safe for
 * use by several threads, each with a kernel of its own.
 */
public final class InitialValues {
  private final KernelFactory factory;
  private final int constants;
  private final int states;
  private final SparsePattern jacobian;
  private final SparsePattern arguments;
  private final List<String> open;

  private InitialValues(
      KernelFactory factory,
      int states,
      SparsePattern jacobian,
      SparsePattern arguments,
      List<String> open) {
    this.factory = factory;
    this.constants = arguments.start().length - 1;
    this.states = states;
    this.jacobian = jacobian;
    this.arguments = arguments;
    this.open = List.copyOf(open);
  }

  /**
   * Compiles the initial values of a model.
   *
   * @param overridden the constants and states whose values are given, in the order of the kernel's
   *     second block
   * @throws IllegalArgumentException when an overridden one is neither a constant nor a state, when
   *     initial values go in a circle, when a formula uses a name that is no quantity, or an
   *     algebraic quantity, of which only a guess is known before the start
   */
  public static InitialValues of(OdeModel model, List<String> overridden) {
    return of(model, overridden, Map.of(), List.of());
  }

  /**
   * Compiles the initial values of a model of which some are given as formulas.
   *
   * @param overridden as above
   * @param redefined formulas of further constants and states over initial values of other
   *     quantities, inputs and time; a quantity's own name in its formula means the model's value
   * @param inputs names that are no quantities; their values follow those of the overridden ones in
   *     the kernel's second block
   * @throws IllegalArgumentException as above
   */
  public static InitialValues of(
      OdeModel model,
      List<String> overridden,
      Map<String, Expression> redefined,
      List<String> inputs) {
    ExpressionPool pool = new ExpressionPool();
    Transfer transfer = new Transfer(pool);
    Map<String, Expression> definitions = definitions(model, transfer);
    requireGivable(model, overridden);
    requireGivable(model, List.copyOf(redefined.keySet()));
    redefined.forEach(
        (id, formula) ->
            definitions.compute(id, (own, before) -> redefine(id, formula, before, transfer)));
    requireKnown(model, definitions, overridden);
    overridden.forEach(definitions::remove);
    Map<String, Expression> resolved = Definitions.resolve(definitions);
    Map<Expression, Integer> column = new HashMap<>();
    for (String id : overridden) {
      column.put(pool.symbol(id), column.size());
      resolved.put(id, pool.symbol(id));
    }
    for (String input : inputs) {
      column.put(pool.symbol(input), column.size());
    }
    List<Expression> outputs = new ArrayList<>();
    addOutputs(Quantity::isConstant, model, resolved, outputs);
    int constants = outputs.size();
    addOutputs(Quantity::isState, model, resolved, outputs);
    int rows = outputs.size();
    requireDefined(outputs, column);
    SparsePattern arguments = arguments(outputs.subList(0, constants), column);

    int[] start = new int[rows + 1];
    List<Integer> columns = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Map<Integer, Expression> partials = new TreeMap<>();
      Differentiator.gradient(outputs.get(row))
          .forEach(
              (leaf, partial) -> {
                Integer by = column.get(leaf);
                if (by != null) {
                  partials.put(by, partial);
                }
              });
      columns.addAll(partials.keySet());
      outputs.addAll(partials.values());
      start[row + 1] = columns.size();
    }
    SparsePattern jacobian =
        new SparsePattern(start, columns.stream().mapToInt(Integer::intValue).toArray());
    List<String> given = new ArrayList<>(overridden);
    given.addAll(inputs);
    KernelFactory factory = KernelCompiler.compile(outputs, List.of(), given);
    return new InitialValues(factory, rows - constants, jacobian, arguments, open(model, resolved));
  }

  /** By formula, the given values that it has. */
  private static SparsePattern arguments(
      List<Expression> formulas, Map<Expression, Integer> column) {
    int[] start = new int[formulas.size() + 1];
    List<Integer> columns = new ArrayList<>();
    for (int row = 0; row < formulas.size(); row++) {
      for (Expression leaf : Subgraph.leaves(formulas.get(row))) {
        Integer given = column.get(leaf);
        if (given != null) {
          columns.add(given);
        }
      }
      start[row + 1] = columns.size();
    }
    return new SparsePattern(start, columns.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Map<String, Expression> definitions(OdeModel model, Transfer transfer) {
    Map<String, Expression> definitions = new LinkedHashMap<>();
    for (Quantity quantity : model.quantities()) {
      definitions.put(quantity.id(), transfer.copy(quantity.initial()));
    }
    return definitions;
  }

  private static Expression redefine(
      String id, Expression formula, @Nullable Expression before, Transfer transfer) {
    Expression copy = transfer.copy(formula);
    return before == null
        ? copy
        : Substitution.substitute(copy, Map.of(copy.pool().symbol(id), before));
  }

  private static void requireGivable(OdeModel model, List<String> overridden) {
    Map<String, Quantity> quantities = new HashMap<>();
    model.quantities().forEach(quantity -> quantities.put(quantity.id(), quantity));
    for (String id : overridden) {
      Quantity quantity = quantities.get(id);
      if (quantity == null) {
        throw new IllegalArgumentException("the model has no " + id + " to give a value to");
      }
      if (quantity.isAssigned()) {
        throw new IllegalArgumentException(
            id + " follows a formula at all times and cannot be given a value");
      }
    }
  }

  /** Initial values, given ones aside, may use no algebraic quantity, not even by way of others. */
  private static void requireKnown(
      OdeModel model, Map<String, Expression> definitions, List<String> overridden) {
    Map<String, String> reaches = new HashMap<>(); // an algebraic quantity that each one uses
    for (Quantity quantity : model.quantities()) {
      boolean isReached =
          quantity.match(
              constant -> false, state -> false, formula -> false, dae -> true, lag -> false);
      if (isReached) {
        reaches.put(quantity.id(), quantity.id());
      }
    }
    boolean again = !reaches.isEmpty();
    while (again) {
      again = false;
      for (Quantity quantity : model.quantities()) {
        Expression formula = definitions.get(quantity.id());
        if (formula == null
            || reaches.containsKey(quantity.id())
            || overridden.contains(quantity.id())) {
          continue;
        }
        for (Expression leaf : Subgraph.leaves(formula)) {
          String reached = leaf.isSymbol() ? reaches.get(leaf.name()) : null;
          if (reached == null) {
            continue;
          }
          if (!quantity.isAssigned()) {
            throw new IllegalArgumentException(
                "the initial value of "
                    + quantity.id()
                    + " uses "
                    + reached
                    + ", which algebraic equations determine only after all initial values are"
                    + " known");
          }
          reaches.put(quantity.id(), reached);
          again = true;
        }
      }
    }
  }

  private static void addOutputs(
      Predicate<Quantity> kind,
      OdeModel model,
      Map<String, Expression> resolved,
      List<Expression> outputs) {
    for (Quantity quantity : model.quantities()) {
      Expression value = resolved.get(quantity.id());
      if (kind.test(quantity) && value != null) {
        outputs.add(value);
      }
    }
  }

  /** What has no value, neither from the model nor given. */
  private static List<String> open(OdeModel model, Map<String, Expression> resolved) {
    List<String> open = new ArrayList<>();
    for (Quantity quantity : model.quantities()) {
      Expression own = quantity.initial();
      Expression value = resolved.get(quantity.id());
      boolean isOpen = value != null && value.isConstant() && Double.isNaN(value.value());
      if (!quantity.isAssigned() && isOpen && own.isConstant() && Double.isNaN(own.value())) {
        open.add(quantity.id());
      }
    }
    return open;
  }

  private static void requireDefined(
      List<Expression> outputs, Map<Expression, Integer> overridden) {
    for (Expression leaf : Subgraph.leaves(outputs)) {
      if (leaf.isSymbol() && !overridden.containsKey(leaf)) {
        throw new IllegalArgumentException(
            "an initial value uses " + leaf.name() + ", which nothing defines");
      }
    }
  }

  /**
   * A kernel for one thread. Its time is that of the start, its first block is not read, its second
   * one has the overridden quantities' values. It gives the constants, the states, and then the
   * entries of {@link #jacobian}.
   */
  public Kernel newKernel() {
    return factory.newKernel();
  }

  /** m. */
  public int constants() {
    return constants;
  }

  /** n. */
  public int states() {
    return states;
  }

  /** The pattern of ∂(constants, states)/∂(overridden): rows are constants, then states. */
  public SparsePattern jacobian() {
    return jacobian;
  }

  /** By constant, the given values that its own depends on, by their places in the second block. */
  public SparsePattern arguments() {
    return arguments;
  }

  /** The constants and states to which neither the model nor the problem gives a value. */
  public List<String> open() {
    return open;
  }

  /** The bytes of the largest generated method. */
  public int largestMethod() {
    return factory.largestMethod();
  }
}
