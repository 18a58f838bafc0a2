package org.lamarck.worker.neuron.mechanism;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Substitution;

/**
 * Formulas of mechanisms: those of Lamarck's own, and {@code vtrap(x, y)} = x/(e^{x/y} − 1), as
 * rates of gates are commonly written, with its limit y at x = 0.
 */
final class Macros {
  private static final Pattern CALL = Pattern.compile("\\bvtrap\\s*\\(");

  /** Of |x/y|, below which the series is used; the first term left out is 3e-17 there. */
  private static final double SMALL = 1e-2;

  private Macros() {}

  static Expression parse(ExpressionPool pool, String formula) throws FormulaException {
    Map<Expression, Expression> replacements = new LinkedHashMap<>();
    String text = formula;
    for (Matcher call = CALL.matcher(text); call.find(); call = CALL.matcher(text)) {
      int end = closing(text, call.end());
      List<String> arguments = arguments(text.substring(call.end(), end), call.start());
      String name = "vtrap_" + replacements.size() + "_";
      Expression x = parse(pool, arguments.get(0));
      Expression y = parse(pool, arguments.get(1));
      replacements.put(pool.symbol(name), vtrap(x, y));
      text = text.substring(0, call.start()) + name + text.substring(end + 1);
    }
    return Substitution.substitute(FormulaParser.parse(pool, text), replacements);
  }

  private static int closing(String text, int from) throws FormulaException {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new FormulaException(from, "a parenthesis is not closed", "close it");
  }

  private static List<String> arguments(String inner, int column) throws FormulaException {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        arguments.add(inner.substring(begin, i));
        begin = i + 1;
      }
    }
    arguments.add(inner.substring(begin));
    if (arguments.size() != 2) {
      throw new FormulaException(
          column + 1, "vtrap takes 2 arguments, not " + arguments.size(), "write vtrap(x, y)");
    }
    return arguments;
  }

  private static Expression vtrap(Expression x, Expression y) {
    ExpressionPool pool = x.pool();
    Expression z = x.over(y);
    Expression square = z.times(z);
    Expression series = // z/(eᶻ − 1) = 1 − z/2 + z²/12 − z⁴/720 + …
        z.times(-0.5).plus(1).plus(square.over(12)).minus(square.times(square).over(720));
    Expression isSmall = pool.apply(Operator.LESS, z.applied(Operator.ABS), pool.constant(SMALL));
    Expression quotient = x.over(z.applied(Operator.EXP).minus(1));
    return pool.apply(Operator.PIECEWISE, y.times(series), isSmall, quotient);
  }
}
