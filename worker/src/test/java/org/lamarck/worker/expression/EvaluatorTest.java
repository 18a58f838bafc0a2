package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static double apply(Operator operator, double... x) {
    return operator.value(x);
  }

  @Test
  void divisionTruncatesAndTheRemainderHasTheSignOfTheDividend() {
    assertThat(apply(Operator.QUOTIENT, 7, 2)).isEqualTo(3);
    assertThat(apply(Operator.QUOTIENT, -7, 2)).isEqualTo(-3);
    assertThat(apply(Operator.QUOTIENT, 7, -2)).isEqualTo(-3);
    assertThat(apply(Operator.REMAINDER, 7, 2)).isEqualTo(1);
    assertThat(apply(Operator.REMAINDER, -7, 2)).isEqualTo(-1);
    assertThat(apply(Operator.REMAINDER, 7, -2)).isEqualTo(1);
  }

  @Test
  void factorialIsOfNaturalNumbers() {
    assertThat(apply(Operator.FACTORIAL, 0)).isEqualTo(1);
    assertThat(apply(Operator.FACTORIAL, 5)).isEqualTo(120);
    assertThat(apply(Operator.FACTORIAL, 22)).isEqualTo(1.1240007277776077e21);
    assertThat(apply(Operator.FACTORIAL, 170)).isEqualTo(7.257415615307999e306); // nearest to 170!
    assertThat(apply(Operator.FACTORIAL, 171)).isInfinite();
    assertThat(apply(Operator.FACTORIAL, -1)).isNaN();
    assertThat(apply(Operator.FACTORIAL, 2.5)).isNaN();
    assertThat(apply(Operator.FACTORIAL, Double.NaN)).isNaN();
  }

  @Test
  void inverseHyperbolicFunctionsKeepTheirDigits() {
    // x − x³/6 + …, whose next term is below half an ulp
    assertThat(apply(Operator.ARCSINH, 1e-5)).isEqualTo(1e-5 - 1e-15 / 6, within(Math.ulp(1e-5)));
    assertThat(apply(Operator.ARCSINH, -1e-300)).isEqualTo(-1e-300);
    assertThat(apply(Operator.ARCTANH, 1e-5)).isEqualTo(1e-5 + 1e-15 / 3, within(Math.ulp(1e-5)));
    // √(2t), whose next term is t/12 of it
    assertThat(apply(Operator.ARCCOSH, 1 + 0x1p-52))
        .isEqualTo(0x1p-25 / Math.sqrt(2), within(1e-23));
    assertThat(apply(Operator.ARCSINH, 1e300))
        .isEqualTo(Math.log(2) + 300 * Math.log(10), within(1e-12)); // 10 ulp of 691
    assertThat(apply(Operator.ARCCOSH, 1e300))
        .isEqualTo(Math.log(2) + 300 * Math.log(10), within(1e-12));
    assertThat(apply(Operator.ARCCOSH, 0.5)).isNaN();
    assertThat(apply(Operator.ARCTANH, 1)).isInfinite();
    assertThat(apply(Operator.ARCTANH, 1.5)).isNaN();
    for (double x : new double[] {-20, -3, -0.7, -0.01, 0.2, 1, 5, 18}) {
      double tolerance = 4 * Math.ulp(x); // sinh grows as its derivative: an ulp there is one here
      assertThat(apply(Operator.ARCSINH, Math.sinh(x))).isEqualTo(x, within(tolerance));
      assertThat(apply(Operator.ARCCSCH, 1 / Math.sinh(x))).isEqualTo(x, within(tolerance));
    }
  }

  /** References of the C library of glibc 2.36, by Python's math.erf. */
  @Test
  void theErrorFunctionKeepsItsDigitsFromTinyToSaturated() {
    double[][] references = {
      {1e-300, 1.1283791670955126e-300},
      {1e-09, 1.1283791670955127e-09},
      {0.01, 0.011283415555849616},
      {0.5, 0.5204998778130465},
      {1.0, 0.8427007929497149},
      {2.0, 0.9953222650189527},
      {4.0, 0.9999999845827421},
      {5.5, 0.9999999999999927}
    };
    for (double[] reference : references) {
      double erf = apply(Operator.ERF, reference[0]);
      // the incomplete gamma function behind it is good to some 20 ulp
      assertThat(erf).isEqualTo(reference[1], within(20 * Math.ulp(reference[1])));
      assertThat(apply(Operator.ERF, -reference[0])).isEqualTo(-erf);
    }
    assertThat(apply(Operator.ERF, 0)).isZero();
    assertThat(apply(Operator.ERF, Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(apply(Operator.ERF, Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(apply(Operator.ERF, Double.NaN)).isNaN();
  }

  @Test
  void inverseCircularFunctionsAreThoseOfTheReciprocal() {
    assertThat(apply(Operator.ARCCOT, -2)).as("in [−π/2, π/2]").isEqualTo(Math.atan(-0.5));
    assertThat(apply(Operator.ARCSEC, 2)).isEqualTo(Math.acos(0.5));
    assertThat(apply(Operator.ARCCSC, 2)).isEqualTo(Math.asin(0.5));
    assertThat(apply(Operator.ARCCOTH, 2)).isEqualTo(Functions.arctanh(0.5));
    assertThat(apply(Operator.ARCSECH, 0.5)).isEqualTo(Functions.arccosh(2));
  }

  @Test
  void powersWithARuleOfTheirOwnFollowIt() {
    double x = 1.7000000000000002;
    assertThat(apply(Operator.POWER, x, 2)).isEqualTo(x * x);
    assertThat(apply(Operator.POWER, x, 3)).isEqualTo(x * x * x);
    assertThat(apply(Operator.POWER, x, 0.5)).isEqualTo(Math.sqrt(x));
    assertThat(apply(Operator.POWER, x, -1)).isEqualTo(1 / x);
    assertThat(apply(Operator.POWER, x, 2.5)).isEqualTo(Math.pow(x, 2.5));
    assertThat(apply(Operator.POWER, 0, 0)).isEqualTo(1);
  }

  @Test
  void anyNumberButZeroIsTrue() {
    assertThat(apply(Operator.AND, 2, -0.1, Double.NaN)).isEqualTo(1);
    assertThat(apply(Operator.OR, 0, -0.0)).isEqualTo(0);
    assertThat(apply(Operator.XOR, 2, 3, 4)).isEqualTo(1);
    assertThat(apply(Operator.NOT, 2)).isEqualTo(0);
    assertThat(apply(Operator.PIECEWISE, 1, 0, 2, 0.5, 3)).isEqualTo(2);
    assertThat(apply(Operator.LN, -1)).isNaN();
    assertThat(apply(Operator.LESS, Double.NaN, 1)).isEqualTo(0);
  }

  @Test
  void formulasAreEvaluatedTogetherAndWithoutRecursion() {
    ExpressionPool pool = new ExpressionPool();
    Expression x = pool.symbol("x");
    Expression deep = x;
    for (int i = 0; i < 100_000; i++) {
      deep = pool.apply(Operator.SIN, deep);
    }
    Evaluator evaluator = new Evaluator(List.of(deep, x, pool.time(), x));
    double[] values = evaluator.evaluate(name -> 0.5, 3);
    assertThat(values[0]).isBetween(0.0, Math.sqrt(3.0 / 100_000)); // sinⁿ x < √(3/n)
    assertThat(values).endsWith(0.5, 3, 0.5);
    assertThatThrownBy(() -> Evaluator.evaluate(x, Map.of("y", 1.0), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("symbol x");
  }
}
