package org.lamarck.worker.sbml;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Operator;

/** The elements of MathML that are one operator of ours, with as many arguments as it takes. */
final class MathElements {
  private static final Map<String, Operator> OPERATORS = new HashMap<>();

  static {
    OPERATORS.put("divide", Operator.DIVIDE);
    OPERATORS.put("power", Operator.POWER);
    OPERATORS.put("quotient", Operator.QUOTIENT);
    OPERATORS.put("rem", Operator.REMAINDER);
    OPERATORS.put("ceiling", Operator.CEILING);
    OPERATORS.put("not", Operator.NOT);
    for (Operator operator : Operator.values()) {
      boolean named =
          switch (operator) {
            case ABS, FLOOR, FACTORIAL, EXP, LN -> true;
            default ->
                operator.compareTo(Operator.SIN) >= 0 && operator.compareTo(Operator.ARCCOTH) <= 0;
          };
      if (named) {
        OPERATORS.put(operator.name().toLowerCase(Locale.ROOT), operator);
      }
    }
  }

  private MathElements() {}

  static @Nullable Operator operator(String element) {
    return OPERATORS.get(element);
  }
}
