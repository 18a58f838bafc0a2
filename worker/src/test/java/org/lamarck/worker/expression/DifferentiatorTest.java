package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

class DifferentiatorTest {
  private final ExpressionPool pool = new ExpressionPool();

  private Expression parse(String formula) throws FormulaException {
    return FormulaParser.parse(pool, formula);
  }

  private static double value(Expression formula, double[] x) {
    return Evaluator.evaluate(formula, name -> x[RandomFormulas.SYMBOLS.indexOf(name)], x[4]);
  }

  /**
   * Every partial derivative against central differences at two steps, extrapolated: h² terms
   * cancel, so that the error is below the difference of the two, plus rounding, for which 100 ulp
   * of the largest intermediate value over the step are allowed.
   */
  private static void agreesWithDifferences(Expression f, double[] at) {
    Map<Expression, Expression> gradient = Differentiator.gradient(f);
    double largest = largest(f, at);
    for (Expression leaf : Subgraph.leaves(f)) {
      int i = leaf.isSymbol() ? RandomFormulas.SYMBOLS.indexOf(leaf.name()) : 4;
      double h = 1e-4;
      double coarse = difference(f, at, i, h);
      double fine = difference(f, at, i, h / 2);
      double expected = fine + (fine - coarse) / 3;
      double actual = gradient.containsKey(leaf) ? value(gradient.get(leaf), at) : 0;
      double bound = Math.abs(fine - coarse) + 100 * Math.ulp(largest) / h;
      assertThat(actual)
          .as("d/d%s of %s", leaf, FormulaPrinter.print(f))
          .isCloseTo(expected, within(bound));
    }
  }

  private static double largest(Expression f, double[] at) {
    double largest = 1;
    for (Expression node : Subgraph.nodes(f)) {
      largest = Math.max(largest, Math.abs(value(node, at)));
    }
    return largest;
  }

  private static double difference(Expression f, double[] at, int i, double h) {
    double[] x = at.clone();
    x[i] = at[i] + h;
    double above = value(f, x);
    x[i] = at[i] - h;
    return (above - value(f, x)) / (2 * h);
  }

  @Test
  void everyOperatorHasItsDerivative() throws FormulaException {
    // where the function is smooth: the outermost steps stay on one side of each singularity
    double[] at = {0.6, 1.7, -0.4, 2.3, 0.9};
    for (String inner : List.of("a", "b", "c", "d", "a * b", "time - b", "c / d", "-b")) {
      for (Operator operator : Operator.values()) {
        if (operator.accepts(1) && operator != Operator.RATE_OF) {
          Expression f = pool.apply(operator, parse(inner));
          if (!Double.isNaN(value(f, at))) {
            agreesWithDifferences(pool.multiply(parse("b"), f), at);
          }
        }
      }
    }
    for (String formula :
        List.of(
            "a * b * c * d * time",
            "a - b / c",
            "a^b",
            "b^c",
            "c^2 + c^3 + b^-1 + b^0.5 + b^-2.5",
            "c^-3",
            "2^a + 0.5^c",
            "rem(d, a) * quotient(d, a)",
            "min(a, b, c) * max(d, c, b)",
            "piecewise(a * b, a < b, c) + piecewise(a, b < a, c * time, d > 5, sin(b))",
            "piecewise(max(a, piecewise(b, c > 0, d)), time < 1, 0) * d",
            "(a < b) * a + floor(b) * c + ceil(c) * a + sign(c) * b")) {
      agreesWithDifferences(parse(formula), at);
    }
  }

  @Test
  void randomGradientsAgreeWithFiniteDifferences() {
    RandomStream random = RandomStream.of(5);
    // smooth everywhere and of moderate growth, so that differences are to be trusted
    List<Operator> smooth =
        List.of(
            Operator.ADD,
            Operator.MULTIPLY,
            Operator.NEGATE,
            Operator.SIN,
            Operator.COS,
            Operator.TANH,
            Operator.SECH,
            Operator.ARCTAN,
            Operator.ARCSINH);
    RandomFormulas formulas = new RandomFormulas(pool, random, smooth);
    int compared = 0;
    for (int n = 0; n < 1000; n++) {
      Expression f = formulas.next(1 + random.nextInt(10)).simplified();
      double[] at = new double[5];
      for (int i = 0; i < at.length; i++) {
        at[i] = random.nextDouble(-1.5, 1.5);
      }
      if (largest(f, at) < 100) { // beyond, sines oscillate within the steps of the differences
        agreesWithDifferences(f, at);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(700);
  }

  @Test
  void secondDerivativesAreSymmetric() throws FormulaException {
    Expression f = parse("a^b * sin(c * d) / (1 + exp(-a * c)) + piecewise(a * b^2, c < d, 0)");
    double[] at = {0.6, 1.7, -0.4, 2.3, 0.9};
    List<Expression> leaves = Subgraph.leaves(f);
    for (Expression x : leaves) {
      for (Expression y : leaves) {
        double xy = value(Differentiator.derivative(Differentiator.derivative(f, x), y), at);
        double yx = value(Differentiator.derivative(Differentiator.derivative(f, y), x), at);
        assertThat(xy).isCloseTo(yx, within(1e-14 * 10)); // a dozen roundings of numbers below 10
      }
    }
  }

  @Test
  void gradientHoldsOnlyTheLeavesThatMatterInOrder() throws FormulaException {
    parse("d + c");
    Expression f = parse("c * a + piecewise(d, time < b, d) + floor(time) + (b > 1) + sign(b)");
    assertThat(Differentiator.gradient(f).keySet())
        .containsExactly(pool.symbol("d"), pool.symbol("c"), pool.symbol("a"));
    assertThat(Differentiator.gradient(f)).containsEntry(pool.symbol("d"), pool.constant(1));
    assertThat(Differentiator.gradient(pool.constant(3))).isEmpty();
    assertThat(Differentiator.derivative(f, pool.symbol("other")).is(0)).isTrue();
    assertThat(Differentiator.gradient(parse("a - a"))).isEmpty();
  }

  @Test
  void derivativesSharePartsWithTheFormula() throws FormulaException {
    Map<Expression, Expression> gradient = Differentiator.gradient(parse("a * b * c"));
    assertThat(gradient.get(pool.symbol("c"))).isSameAs(parse("a * b"));
    assertThat(gradient.get(pool.symbol("a"))).isSameAs(parse("b * c"));
    Expression exponential = parse("exp(a)");
    assertThat(Differentiator.derivative(exponential, pool.symbol("a"))).isSameAs(exponential);
  }

  private double slope(String formula, String leaf, double a, double b) throws FormulaException {
    Expression derivative = Differentiator.derivative(parse(formula), pool.symbol(leaf));
    return Evaluator.evaluate(derivative, Map.of("a", a, "b", b), 0);
  }

  @Test
  void powersAreRightAtZero() throws FormulaException {
    assertThat(slope("a^3", "a", 0, 0)).isEqualTo(0);
    assertThat(slope("a^1.5", "a", 0, 0)).isEqualTo(0);
    assertThat(slope("a^b", "a", 0, 2.5)).isEqualTo(0);
    assertThat(slope("a^b", "a", 0, 1)).isEqualTo(1);
    assertThat(slope("a^b", "b", 0, 2.5)).as("0 · ln 0 has the limit 0").isEqualTo(0);
    assertThat(slope("a^b", "b", 0, -1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(slope("a^b", "b", -1, 2.5)).isNaN();
    assertThat(slope("0^b", "b", 0, 2)).isEqualTo(0);
    assertThat(slope("a^b / (1 + a^b)", "b", 0, 4)).isEqualTo(0);
    assertThat(slope("sqrt(a)", "a", 0, 0)).isInfinite();
  }

  @Test
  void slopesOfValuesNotSelectedDoNoHarm() throws FormulaException {
    assertThat(slope("b * piecewise(sqrt(a), a > 0, 0)", "a", 0, 1)).isEqualTo(0);
    assertThat(slope("b * piecewise(ln(a), a > 0, a)", "a", 0, 3)).isEqualTo(3);
    assertThat(slope("piecewise(piecewise(1 / a, a != 0, 0), b > 1, a)", "a", 0, 2)).isEqualTo(0);
    assertThat(slope("max(sqrt(a), b)", "a", 0, 1)).isEqualTo(0);
  }

  @Test
  void delaysAndRatesAreRefused() {
    Expression x = pool.symbol("x");
    Expression delayed = pool.apply(Operator.DELAY, x, pool.constant(1));
    Expression rate = pool.apply(Operator.RATE_OF, x);
    for (Expression f : List.of(pool.add(x, delayed), pool.multiply(x, rate))) {
      assertThatThrownBy(() -> Differentiator.gradient(f))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> new Evaluator(List.of(f))).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void gradientsOfLongFormulasTakeLinearlyManyNodes() {
    int n = 100_000;
    Expression x = pool.symbol("x");
    Expression k = pool.symbol("k");
    Expression chain = x;
    List<Expression> terms = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      chain = pool.apply(Operator.SIN, pool.multiply(chain, k));
      terms.add(pool.multiply(k, pool.symbol("p" + i)));
    }
    // per link: cosine, its product with the adjoint, its share of k and of what is below
    assertThat(nodesForGradient(chain)).isLessThan(5 * n);
    // per term: nothing but k and the share of k, which are there
    assertThat(nodesForGradient(pool.apply(Operator.ADD, terms))).isLessThan(n / 10);
    n = 10_000;
    terms = terms.subList(0, n);
    // per factor: the products before and behind, of the two, and with the adjoint
    assertThat(nodesForGradient(pool.apply(Operator.MULTIPLY, terms))).isLessThan(6 * n);
    while (terms.size() > 1) {
      List<Expression> sums = new ArrayList<>();
      for (int i = 0; i + 1 < terms.size(); i += 2) {
        sums.add(pool.apply(Operator.EXP, pool.add(terms.get(i), terms.get(i + 1))));
      }
      terms = sums;
    }
    assertThat(nodesForGradient(terms.get(0))).as("a balanced tree").isLessThan(4 * n);
  }

  private int nodesForGradient(Expression f) {
    int before = pool.size();
    assertThat(Differentiator.gradient(f)).isNotEmpty();
    return pool.size() - before;
  }

  @Test
  void nestedSelectionsTakeLinearlyManyNodes() {
    int n = 10_000;
    Expression x = pool.symbol("x");
    Expression steps = x;
    for (int i = 0; i < n; i++) {
      Expression condition = pool.apply(Operator.LESS, pool.time(), pool.constant(i));
      Expression value = pool.multiply(pool.constant(i + 0.5), x);
      steps = pool.apply(Operator.PIECEWISE, value, condition, steps);
    }
    assertThat(nodesForGradient(steps)).isLessThan(2 * n);
  }

  @Test
  void operatorsWithoutDerivativeAreThose() throws FormulaException {
    Set<Operator> flat = EnumSet.noneOf(Operator.class);
    Expression b = parse("b");
    for (Operator operator : Operator.values()) {
      if (operator == Operator.DELAY || operator == Operator.RATE_OF) {
        continue;
      }
      for (int arity = 1; arity <= 3; arity++) {
        if (operator.accepts(arity)) {
          List<Expression> arguments = List.of(parse("a"), b, b).subList(0, arity);
          if (Differentiator.gradient(pool.apply(operator, arguments)).isEmpty()) {
            flat.add(operator);
          }
          break;
        }
      }
    }
    assertThat(flat)
        .allMatch(
            operator ->
                operator.isLogical()
                    || Set.of(
                            Operator.SIGN,
                            Operator.FLOOR,
                            Operator.CEILING,
                            Operator.FACTORIAL,
                            Operator.QUOTIENT)
                        .contains(operator));
    assertThat(flat).hasSize(5 + 10);
  }
}
