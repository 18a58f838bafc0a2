package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.FormulaPrinter;
import org.lamarck.worker.expression.Operator;

/** Formulas as a·x + b, and laws divided by a volume. */
class LinearTest {
  private final ExpressionPool pool = new ExpressionPool();
  private final Expression x = pool.symbol("x");

  private Expression parse(String formula) throws FormulaException {
    return FormulaParser.parse(pool, formula);
  }

  private static double value(Expression formula, Map<String, Double> at) {
    return Evaluator.evaluate(formula, at, 0);
  }

  /** A formula that is linear in x if it has it at all, or free of it. */
  private Expression random(RandomStream random, int depth, boolean withX) {
    if (depth == 0) {
      return withX && random.nextDouble() < 0.5
          ? x
          : pool.symbol(List.of("a", "b", "c").get(random.nextInt(3)));
    }
    Expression one = random(random, depth - 1, withX);
    Expression free = random(random, depth - 1, false);
    return switch (random.nextInt(6)) {
      case 0 -> one.negated();
      case 1 -> one.times(free);
      case 2 -> free.times(one);
      case 3 -> one.over(free);
      case 4 ->
          pool.apply(
              Operator.PIECEWISE,
              one,
              pool.apply(Operator.LESS, free, pool.symbol("a")),
              random(random, depth - 1, withX));
      default -> one.plus(random(random, depth - 1, withX));
    };
  }

  @Test
  void slopeTimesXAndRestAreTheFormula() {
    RandomStream random = RandomStream.of(7);
    int sloped = 0;
    for (int n = 0; n < 500; n++) {
      Expression f = random(random, 1 + random.nextInt(5), true);
      double atX = random.nextDouble(0.5, 2);
      Map<String, Double> at =
          Map.of(
              "x", atX,
              "a", random.nextDouble(0.5, 2),
              "b", random.nextDouble(0.5, 2),
              "c", random.nextDouble(0.5, 2));
      double expected = value(f, at);
      Linear.Parts parts = Linear.parts(f, x).orElseThrow();
      double slope = value(parts.slope(), at);
      double rest = value(parts.rest(), at);
      if (Double.isFinite(expected)) {
        // both are sums of products of up to 2⁵ numbers near 1, which may cancel
        double size = Math.abs(slope * atX) + Math.abs(rest);
        assertThat(slope * atX + rest)
            .as(FormulaPrinter.print(f))
            .isCloseTo(expected, within(1e-13 * (size + Math.abs(expected)) + 1e-12));
      }
      sloped += parts.slope().is(0) ? 0 : 1;
    }
    assertThat(sloped).isGreaterThan(200);
  }

  @Test
  void whatIsNotLinearByItsStructureHasNoParts() throws FormulaException {
    for (String formula :
        List.of(
            "x * x",
            "a / x",
            "x / x",
            "x^2",
            "exp(x)",
            "piecewise(a, x < 1, b)",
            "a + b * (x + a * x^1 * x)",
            "min(x, a)",
            "(x + a) * (x + b)")) {
      assertThat(Linear.parts(parse(formula), x)).as(formula).isEmpty();
    }
    assertThat(Linear.parts(parse("exp(a) + b"), x)).get().matches(parts -> parts.slope().is(0));
  }

  @Test
  void theRootMakesTheFormulaVanish() throws FormulaException {
    Expression f = parse("3 * (x - a) / b + x * c - 2");
    double root =
        value(Linear.parts(f, x).orElseThrow().root(), Map.of("a", 0.7, "b", 1.3, "c", 0.4));
    assertThat(value(f, Map.of("x", root, "a", 0.7, "b", 1.3, "c", 0.4)))
        .isCloseTo(0, within(1e-14)); // some roundings of numbers near 2
  }

  @Test
  void sumsThatCancelAreFoundWhateverTheirOrder() throws FormulaException {
    for (String zero : List.of("a*b - b*a", "a - a", "c * (a/b - a/b)", "(a+b)*c - a*c - b*c")) {
      assertThat(Linear.vanishes(parse(zero))).as(zero).isTrue();
    }
    for (String other : List.of("a - b", "a*b - a", "a + 1e-9", "sin(a)^2 + cos(a)^2", "a")) {
      assertThat(Linear.vanishes(parse(other))).as(other).isFalse();
    }
  }

  @Test
  void aLawPerVolumeTimesTheVolumeIsTheLaw() throws FormulaException {
    Expression volume = pool.symbol("V");
    for (String law :
        List.of(
            "V * k * a",
            "k * a * V",
            "V",
            "-(V * a)",
            "V * a / (b + a)",
            "V * (a - b)",
            "V * a - b * V",
            "V * V * a",
            "a * b",
            "a / V",
            "V + a",
            "2 * (V * a + b * V * c)",
            "(V * a)^2")) {
      Expression divided = PerVolume.of(parse(law), volume);
      Map<String, Double> at = Map.of("V", 1.7, "k", 0.3, "a", 2.1, "b", 0.6, "c", 1.1);
      assertThat(1.7 * value(divided, at))
          .as(law)
          .isCloseTo(value(parse(law), at), within(1e-14 * Math.abs(value(parse(law), at))));
    }
    assertThat(FormulaPrinter.print(PerVolume.of(parse("V * (k * a - b)"), volume)))
        .as("no product and division are left")
        .isEqualTo("k * a - b");
    Optional<Expression> deep = Optional.of(volume);
    for (int i = 0; i < 10_000; i++) {
      deep = deep.map(one -> pool.apply(Operator.ABS, one).times(pool.symbol("a")));
    }
    assertThat(PerVolume.of(deep.orElseThrow(), volume).operator()).isEqualTo(Operator.DIVIDE);
  }
}
