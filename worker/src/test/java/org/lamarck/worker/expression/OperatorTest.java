package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.random.RandomStream;

/** What is told of each operator, held against the others and over its whole domain. */
class OperatorTest {
  private static final Set<Operator> WITHOUT_VALUE =
      EnumSet.of(
          Operator.CONSTANT, Operator.SYMBOL, Operator.TIME, Operator.DELAY, Operator.RATE_OF);

  private final ExpressionPool pool = new ExpressionPool();

  /** Functions of one argument that have a derivative. */
  static Stream<Operator> smoothFunctions() {
    return Stream.of(Operator.values())
        .filter(operator -> operator.accepts(1) && operator.slope() != null);
  }

  private static double value(Expression formula, double x) {
    return Evaluator.evaluate(formula, Map.of("x", x), 0);
  }

  /** Where the function and what is ±10 % beside are finite: of all magnitudes and both signs. */
  private static List<Double> domain(Operator operator) {
    RandomStream random = RandomStream.of(List.of(Operator.values()).indexOf(operator));
    List<Double> domain = new ArrayList<>();
    for (int i = 0; i < 4000 && domain.size() < 200; i++) {
      double size = Math.pow(10, random.nextDouble(-6, 2.5));
      double x = random.nextDouble() < 0.5 ? size : -size;
      if (Stream.of(0.9, 1.0, 1.1).allMatch(by -> isPlain(operator.value(by * x)))) {
        domain.add(x);
      }
    }
    return domain;
  }

  private static boolean isPlain(double value) {
    return Math.abs(value) > 1e-250 && Math.abs(value) < 1e250;
  }

  @ParameterizedTest
  @MethodSource("smoothFunctions")
  void derivativesAgreeWithDifferencesOverTheWholeDomain(Operator operator) {
    Expression x = pool.symbol("x");
    Expression first = Differentiator.derivative(pool.apply(operator, x), x);
    Expression second = Differentiator.derivative(first, x);
    List<Double> domain = domain(operator);
    assertThat(domain).as("points of the domain").hasSizeGreaterThan(20);
    int compared = 0;
    for (double at : domain) {
      compared += agrees(pool.apply(operator, x), first, at) ? 1 : 0;
      agrees(first, second, at);
    }
    assertThat(compared).as("points that differences resolve").isGreaterThan(10);
  }

  /**
   * Whether differences could tell: central ones at two steps agree within a part in 10⁴, so what
   * they leave is below a part in 10³.
   */
  private static boolean agrees(Expression f, Expression slope, double x) {
    double h = 1e-3 * Math.min(Math.abs(x), Math.max(1e-3, Math.abs(Math.abs(x) - 1)));
    double coarse = (value(f, x + h) - value(f, x - h)) / (2 * h);
    double fine = (value(f, x + h / 2) - value(f, x - h / 2)) / h;
    double noise = 4 * Math.ulp(value(f, x)) / h;
    if (!(Math.abs(fine - coarse) + noise < 1e-4 * Math.abs(fine))) {
      return false;
    }
    assertThat(value(slope, x))
        .as("of %s at %s", FormulaPrinter.print(f), x)
        .isCloseTo(fine, within(1e-3 * Math.abs(fine)));
    return true;
  }

  @Test
  void whatHasNoValueAtANumberIsNotANumber() {
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, -2};
    for (Operator operator : Operator.values()) {
      if (operator.accepts(1) && !WITHOUT_VALUE.contains(operator) && !operator.isLogical()) {
        assertThat(operator.value(Double.NaN)).as("%s of NaN", operator).isNaN();
        for (double x : odd) {
          operator.value(x); // an answer, never an exception
        }
      }
    }
    assertThat(Operator.LN.value(-1)).isNaN();
    assertThat(Operator.SQRT.value(-1)).isNaN();
    assertThat(Operator.LN.value(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Operator.ARCSIN.value(1.5)).isNaN();
    assertThat(Operator.ARCCOSH.value(0.5)).isNaN();
    assertThat(Operator.POWER.value(-8, 1.0 / 3)).isNaN();
    assertThat(Operator.DIVIDE.value(1, 0)).isInfinite();
    assertThat(Operator.NOT.value(Double.NaN)).as("NaN counts as true").isZero();
  }

  @Test
  void anOperatorIsStepOrSmoothOrSelectsAndSaysSo() {
    for (Operator operator : Operator.values()) {
      boolean isFlat = !operator.carries(0);
      boolean hasSlope = operator.slope() != null;
      if (WITHOUT_VALUE.contains(operator)) {
        assertThat(hasSlope).as("%s", operator).isFalse();
        assertThatThrownBy(() -> operator.value(1, 2)).isInstanceOf(IllegalStateException.class);
      } else {
        assertThat(Stream.of(isFlat, hasSlope, operator.selects()).filter(holds -> holds).count())
            .as("%s", operator)
            .isEqualTo(1);
      }
    }
  }

  @Test
  void namesMeanOneOperatorAndAreReadBack() throws FormulaException {
    Map<String, Operator> owners = new HashMap<>();
    for (Operator operator : Operator.values()) {
      for (String name : operator.names()) {
        assertThat(owners.put(name, operator)).as(name).isNull();
      }
      if (operator.names().isEmpty()) {
        continue;
      }
      int arity = 1;
      while (!operator.accepts(arity)) {
        arity++;
      }
      List<Expression> arguments = Stream.of("a", "b", "c").limit(arity).map(pool::symbol).toList();
      Expression formula = pool.apply(operator, arguments);
      String printed = FormulaPrinter.print(formula);
      assertThat(FormulaParser.parse(pool, printed)).as(printed).isSameAs(formula);
      if (!operator.petabNames().isEmpty()) {
        assertThat(FormulaParser.parsePetab(pool, printed)).as(printed).isSameAs(formula);
      }
    }
    assertThat(owners).containsEntry("erf", Operator.ERF).containsEntry("log", Operator.LN);
  }

  @Test
  void elementsOfMathMlAreThoseThatSbmlAllows() {
    // SBML L3V2 section 3.4.6, without those whose arguments are counted or qualified
    for (String element :
        List.of(
            "abs",
            "exp",
            "ln",
            "floor",
            "ceiling",
            "factorial",
            "divide",
            "power",
            "quotient",
            "rem",
            "not",
            "sin",
            "cos",
            "tan",
            "sec",
            "csc",
            "cot",
            "sinh",
            "cosh",
            "tanh",
            "sech",
            "csch",
            "coth",
            "arcsin",
            "arccos",
            "arctan",
            "arcsec",
            "arccsc",
            "arccot",
            "arcsinh",
            "arccosh",
            "arctanh",
            "arcsech",
            "arccsch",
            "arccoth")) {
      assertThat(Operator.ofMathMl(element)).as(element).isNotNull();
    }
    assertThat(Operator.ofMathMl("erf")).as("MathML has none").isNull();
    assertThat(Operator.ofMathMl("")).isNull();
  }

  /** Java's has an error of at most 2.5 units in the last place, ours of 2. */
  @Test
  void hyperbolicTangentsAreThoseOfJava() {
    for (int k = -4000; k <= 4000; k++) {
      double x = k / 150.0 * Math.pow(10, -(k & 3));
      assertThat(Functions.tanh(x)).isCloseTo(Math.tanh(x), within(5 * Math.ulp(Math.tanh(x))));
    }
    assertThat(Functions.tanh(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Functions.tanh(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(Functions.tanh(Double.NaN)).isNaN();
    assertThat(Double.doubleToLongBits(Functions.tanh(-0.0)))
        .isEqualTo(Double.doubleToLongBits(-0.0));
  }
}
