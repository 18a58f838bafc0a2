package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

class FormulaPrinterTest {
  private final ExpressionPool pool = new ExpressionPool();

  private void printsAsWritten(String formula) throws FormulaException {
    assertThat(FormulaPrinter.print(FormulaParser.parse(pool, formula))).isEqualTo(formula);
  }

  @Test
  void parenthesesStandOnlyWhereTheyAreNeeded() throws FormulaException {
    for (String name : List.of("a", "b", "c", "d")) {
      pool.symbol(name); // the first two terms of a sum stand in the order of their making
    }
    printsAsWritten("a + b * c - d");
    printsAsWritten("a - (b + c)");
    printsAsWritten("a * (b + c) / d");
    printsAsWritten("a / (b * c)");
    printsAsWritten("a / b / c * d");
    printsAsWritten("-a * b");
    printsAsWritten("b - a");
    printsAsWritten("2 * b * a");
    printsAsWritten("a - b * c");
    printsAsWritten("a^-b");
    printsAsWritten("a^b^c");
    printsAsWritten("(a^b)^c");
    printsAsWritten("(-a)^b");
    printsAsWritten("-a^b");
    printsAsWritten("a^(-b * c)");
    printsAsWritten("a - 2");
    printsAsWritten("a^-2");
    printsAsWritten("1e-6 * a + 2.5e20 * b + 100 * c");
    printsAsWritten("piecewise(a, b < c && (c > d || a == d), -inf)");
    printsAsWritten("!(a < b) || arcsinh(time) >= max(a, b, c)");
    printsAsWritten("xor(a, b) + rem(a, b)");
  }

  @Test
  void printedFormulasAreReadBackWithTheSameValue() throws FormulaException {
    RandomStream random = RandomStream.of(11);
    RandomFormulas formulas = new RandomFormulas(pool, random, RandomFormulas.allOperators());
    for (int n = 0; n < 2000; n++) {
      Expression formula = formulas.next(1 + random.nextInt(6)).simplified();
      String text = FormulaPrinter.print(formula, 100_000);
      Expression back = FormulaParser.parse(pool, text);
      double[] x = new double[5];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextDouble(-3, 3);
      }
      double[] values =
          new Evaluator(List.of(formula, back))
              .evaluate(name -> x[RandomFormulas.SYMBOLS.indexOf(name)], x[4]);
      assertThat(RandomFormulas.same(values[1], values[0]))
          .as("%s is %s, read back %s", text, values[0], values[1])
          .isTrue();
    }
  }

  @Test
  void sharedPartsDoNotMakeTheTextExplode() {
    Expression formula = pool.symbol("x");
    List<Expression> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) { // the text would have 2^1000 characters
      formula = pool.apply(Operator.SIN, pool.multiply(formula, formula));
      all.add(formula);
    }
    assertThat(FormulaPrinter.print(formula, 50)).hasSize(51).endsWith("…");
    assertThat(FormulaPrinter.print(all.get(0), 10)).isEqualTo("sin(x * x)");
    assertThat(FormulaPrinter.print(all.get(0), 9)).isEqualTo("sin(x * x…");
  }

  @Test
  void deepFormulasAreCutNotOverflowed() {
    Expression formula = pool.symbol("x");
    for (int i = 0; i < 100_000; i++) {
      formula = pool.apply(Operator.SIN, formula);
    }
    assertThat(FormulaPrinter.print(formula)).hasSize(1001).startsWith("sin(sin(");
  }
}
