package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;

/**
 * A formula over states, constants and time that is needed at single instants, compiled when it is
 * first asked for, its gradient likewise. Safe for use by several threads.
 */
final class PointFormula {
  private final Expression formula;
  private final Names names;
  private @Nullable KernelFactory value;
  private @Nullable KernelFactory gradient;
  private int[] arguments = {};

  /**
   * What a formula's names are.
   *
   * @param states the ids of the states in order
   * @param constants the ids of the constants in order, modes included
   * @param position of those by which derivatives are wanted: state s is s, constant k is n + k
   */
  record Names(List<String> states, List<String> constants, Map<String, Integer> position) {}

  PointFormula(Expression formula, Names names) {
    this.formula = formula;
    this.names = names;
  }

  synchronized KernelFactory value() {
    KernelFactory known = value;
    if (known == null) {
      known = KernelCompiler.compile(List.of(formula), names.states(), names.constants());
      value = known;
    }
    return known;
  }

  /** The derivative by time, then those by the arguments. */
  synchronized KernelFactory gradient() {
    KernelFactory known = gradient;
    if (known == null) {
      known = differentiate();
      gradient = known;
    }
    return known;
  }

  private KernelFactory differentiate() {
    Map<Integer, Expression> partials = new TreeMap<>();
    Expression byTime;
    Map<Expression, Expression> gradient;
    synchronized (formula.pool()) { // which the model's other formulas share
      byTime = formula.pool().constant(0);
      gradient = Differentiator.gradient(formula);
    }
    for (Map.Entry<Expression, Expression> partial : gradient.entrySet()) {
      Expression leaf = partial.getKey();
      if (leaf.operator() == Operator.TIME) {
        byTime = partial.getValue();
      } else {
        Integer position = names.position().get(leaf.name());
        if (position != null) {
          partials.put(position, partial.getValue());
        }
      }
    }
    arguments = partials.keySet().stream().mapToInt(Integer::intValue).toArray();
    List<Expression> outputs = new ArrayList<>();
    outputs.add(byTime);
    outputs.addAll(partials.values());
    return KernelCompiler.compile(outputs, names.states(), names.constants());
  }

  /** The arguments of the gradient's entries; not to be written to. */
  int[] arguments() {
    gradient();
    return arguments;
  }
}
