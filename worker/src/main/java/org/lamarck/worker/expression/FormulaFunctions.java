package org.lamarck.worker.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of functions in formulas' texts. */
final class FormulaFunctions {
  /** By name: those of PEtab, then those beyond it. */
  static final Map<String, Operator> OPERATORS = operators();

  private FormulaFunctions() {}

  private static Map<String, Operator> operators() {
    Map<String, Operator> operators = new LinkedHashMap<>();
    for (Operator operator : Operator.values()) {
      operator.petabNames().forEach(name -> operators.put(name, operator));
    }
    for (Operator operator : Operator.values()) {
      operator.names().forEach(name -> operators.putIfAbsent(name, operator));
    }
    return Collections.unmodifiableMap(operators);
  }

  /** The name that an operator is printed with, as a function. */
  static String name(Operator operator) {
    return switch (operator) {
      case DELAY -> "delay";
      case RATE_OF -> "rateOf";
      default -> operator.names().get(0);
    };
  }

  /** Whether PEtab has the function. */
  static boolean isPetab(String name, Operator operator) {
    return operator.petabNames().contains(name);
  }

  /** What to write for a function that PEtab does not have. */
  static String instead(Operator operator) {
    return operator.petabNames().isEmpty()
        ? "write it with piecewise, or let the model compute it"
        : "write " + operator.petabNames().get(0);
  }

  /** How a call of the function is written. */
  static String usage(String name, Operator operator) {
    if (operator == Operator.PIECEWISE) {
      return "piecewise(value, condition, …, otherwise)";
    }
    if (name.equals("log")) {
      return "log(x) or log(x, base)";
    }
    return name + (operator.accepts(1) ? "(x)" : operator.accepts(3) ? "(x, y, …)" : "(x, y)");
  }
}
