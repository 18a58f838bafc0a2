package org.lamarck.worker.expression;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of functions in formulas' texts. */
final class FormulaFunctions {
  /** By name, in the order of PEtab's specification, then those beyond it. */
  static final Map<String, Operator> OPERATORS = operators();

  /** The name each operator is printed with, for those that are written as functions. */
  static final Map<Operator, String> NAMES = names();

  private static final List<String> BEYOND_PETAB =
      List.of("floor", "ceil", "ceiling", "factorial", "quotient", "rem", "xor");

  private FormulaFunctions() {}

  private static Map<String, Operator> operators() {
    Map<String, Operator> operators = new LinkedHashMap<>();
    operators.put("pow", Operator.POWER);
    operators.put("exp", Operator.EXP);
    operators.put("sqrt", Operator.SQRT);
    operators.put("ln", Operator.LN);
    operators.put("log", Operator.LN);
    operators.put("log2", Operator.LOG2);
    operators.put("log10", Operator.LOG10);
    for (Operator operator : Operator.values()) {
      if (operator.compareTo(Operator.SIN) >= 0 && operator.compareTo(Operator.ARCCOTH) <= 0) {
        operators.put(operator.name().toLowerCase(Locale.ROOT), operator);
      }
    }
    operators.put("piecewise", Operator.PIECEWISE);
    operators.put("abs", Operator.ABS);
    operators.put("sign", Operator.SIGN);
    operators.put("min", Operator.MIN);
    operators.put("max", Operator.MAX);
    operators.put("floor", Operator.FLOOR);
    operators.put("ceil", Operator.CEILING);
    operators.put("ceiling", Operator.CEILING);
    operators.put("factorial", Operator.FACTORIAL);
    operators.put("quotient", Operator.QUOTIENT);
    operators.put("rem", Operator.REMAINDER);
    operators.put("xor", Operator.XOR);
    for (Operator operator : Operator.values()) {
      String name = operator.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("arc")) {
        operators.put("a" + name.substring(3), operator);
      }
    }
    return Collections.unmodifiableMap(operators);
  }

  private static Map<Operator, String> names() {
    Map<Operator, String> names = new EnumMap<>(Operator.class);
    OPERATORS.forEach((name, operator) -> names.putIfAbsent(operator, name));
    names.put(Operator.DELAY, "delay");
    names.put(Operator.RATE_OF, "rateOf");
    return Collections.unmodifiableMap(names);
  }

  /** Whether PEtab has the function. */
  static boolean isPetab(String name) {
    return BEYOND_PETAB.stream().noneMatch(name::equals) && !isShortened(name);
  }

  private static boolean isShortened(String name) {
    return OPERATORS.containsKey("arc" + name.substring(1)) && !name.startsWith("arc");
  }

  /** What to write for a function that PEtab does not have. */
  static String instead(String name, Operator operator) {
    return isShortened(name)
        ? "write " + NAMES.getOrDefault(operator, name)
        : "write it with piecewise, or let the model compute it";
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
