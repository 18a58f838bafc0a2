package org.lamarck.worker.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.problem.DenseFunction;

/**
 * The rates of change of a model's states as formulas over states, constants, time, and what array
 * programs compute.
 *
 * @param slopes by state
 * @param functions the programs, whose arguments are formulas over states, constants and time
 * @param outputs by the id of a quantity that a program computes, the symbol that stands for it
 */
public record SmoothRates(
    List<Expression> slopes, List<DenseFunction> functions, Map<String, Expression> outputs) {
  public SmoothRates {
    slopes = List.copyOf(slopes);
    functions = List.copyOf(functions);
    outputs = Map.copyOf(outputs);
  }

  /** The same with other formulas. */
  SmoothRates map(UnaryOperator<Expression> change) {
    Map<String, Expression> symbols = new HashMap<>();
    outputs.forEach((id, symbol) -> symbols.put(id, change.apply(symbol)));
    return new SmoothRates(
        slopes.stream().map(change).toList(),
        functions.stream().map(one -> one.map(change)).toList(),
        symbols);
  }
}
