package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

class SimplifierTest {
  private final ExpressionPool pool = new ExpressionPool();

  private void become(String formula, String simplified) throws FormulaException {
    assertThat(FormulaParser.parse(pool, formula))
        .as(formula)
        .isSameAs(FormulaParser.parse(pool, simplified));
  }

  @Test
  void simplifiedFormulasHaveTheSameBits() {
    RandomStream random = RandomStream.of(3);
    RandomFormulas formulas = new RandomFormulas(pool, random, RandomFormulas.allOperators());
    int compared = 0;
    for (int n = 0; n < 20_000; n++) {
      RandomFormulas.Pair pair = formulas.next(1 + random.nextInt(8));
      double[] x = new double[5];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextDouble(-3, 3);
      }
      // x + 0 is x, which may turn a 0 into −0; what is made of that may be another number
      if (hasComputedZero(pair.raw(), x)) {
        continue;
      }
      compared++;
      double[] values = values(List.of(pair.raw(), pair.simplified()), x);
      assertThat(RandomFormulas.same(values[0], values[1]))
          .as("%s is %s, simplified %s", pair.raw(), values[0], values[1])
          .isTrue();
    }
    assertThat(compared).isGreaterThan(5000);
  }

  private static double[] values(List<Expression> roots, double[] x) {
    return new Evaluator(roots).evaluate(n -> x[RandomFormulas.SYMBOLS.indexOf(n)], x[4]);
  }

  private static boolean hasComputedZero(Expression root, double[] x) {
    List<Expression> nodes = Subgraph.nodes(root);
    double[] values = values(nodes, x);
    for (int i = 0; i < values.length; i++) {
      Operator operator = nodes.get(i).operator();
      if (values[i] == 0 && operator != Operator.CONSTANT && !operator.isLogical()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void constantsAreFoldedWhereTheOrderAllowsIt() throws FormulaException {
    become("2 + 3 + a", "5 + a");
    become("a + 0", "a");
    become("a * 1 / 1", "a");
    become("a^1", "a");
    become("a^0", "1");
    become("--a", "a");
    become("a + b - b * 1", "a + b - b");
    become("sin(1) * a", Double.toString(Math.sin(1)) + " * a");
    assertThat(FormulaParser.parse(pool, "a + 2 + 3").arity())
        .as("(a + 2) + 3 rounds differently from a + 5")
        .isEqualTo(3);
    assertThat(FormulaParser.parse(pool, "0 * a").is(0)).as("0 · ∞ is not 0").isFalse();
  }

  @Test
  void sumsAndProductsAreJoinedOnlyFromTheLeft() throws FormulaException {
    become("b + a", "a + b");
    become("c * (a * b)", "a * b * c");
    Expression sum = FormulaParser.parse(pool, "a + b + c");
    assertThat(sum.arity()).isEqualTo(3);
    assertThat(FormulaParser.parse(pool, "b + c + a")).isNotSameAs(sum);
    assertThat(FormulaParser.parse(pool, "(a + b) + (c + d)").arity()).isEqualTo(3);
  }

  @Test
  void signsMoveOutOfProducts() throws FormulaException {
    become("(-a) * (-b)", "a * b");
    become("-a * b", "-(a * b)");
    become("a / -b", "-(a / b)");
    become("-1 * a", "-a");
  }

  @Test
  void specialPowersAreWhatTheyAreComputedAs() throws FormulaException {
    become("a^0.5", "sqrt(a)");
    become("a^-1", "1 / a");
  }

  @Test
  void conditionsFold() throws FormulaException {
    become("a < b && true", "a < b");
    become("a < b && 1 > 2", "false");
    become("a < b || 2", "true");
    become("!!(a < b)", "a < b");
    become("!!a", "a != 0");
    become("a && true", "a != 0");
    become("!(a == b)", "b != a");
    become("xor(a < b, true)", "!(a < b)");
    become("xor(a < b, true, 2 > 1)", "a < b");
  }

  @Test
  void piecesThatCannotBeReachedVanish() throws FormulaException {
    become("piecewise(a, true, b)", "a");
    become("piecewise(a, false, b)", "b");
    become("piecewise(a, c < d, b, true, c)", "piecewise(a, c < d, b)");
    become("piecewise(a, false, b, c < d, c, 0, a)", "piecewise(b, c < d, a)");
    become("piecewise(a, c < d, b, a < b, b)", "piecewise(a, c < d, b)");
    become("piecewise(a, c < d, a)", "a");
  }

  @Test
  void aChainOfAdditionsTakesLinearSpace() {
    Expression sum = pool.symbol("x");
    Expression increment = pool.symbol("y");
    for (int i = 0; i < 100_000; i++) {
      sum = pool.add(sum, increment);
    }
    long arguments = 0;
    for (Expression node : Subgraph.nodes(sum)) {
      arguments += node.arity();
    }
    assertThat(pool.size()).isLessThan(100_003);
    assertThat(arguments).as("what is left after joining").isLessThan(120_000);
  }

  @Test
  void operatorsRefuseWhatTheyDoNotTake() {
    Expression x = pool.symbol("x");
    assertThatThrownBy(() -> pool.apply(Operator.DIVIDE, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DIVIDE does not take 1");
    assertThatThrownBy(() -> pool.apply(Operator.SYMBOL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.add(x, new ExpressionPool().symbol("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another pool");
  }
}
