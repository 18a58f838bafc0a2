package org.lamarck.worker.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.PublicData;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class FormulaParserTest {
  private static final Map<String, Double> SYMBOLS = Map.of("a", 3.0, "b", 5.0, "c", 7.0);

  private final ExpressionPool pool = new ExpressionPool();

  private double value(String formula) throws FormulaException {
    return Evaluator.evaluate(FormulaParser.parse(pool, formula), SYMBOLS, 11);
  }

  private static Path mathSuite() {
    return PublicData.at("petab-suite/v2.0.0/math/math_tests.yaml");
  }

  @Test
  void allCasesOfThePetabMathSuiteHaveTheirValue() throws IOException, FormulaException {
    Map<?, ?> suite;
    try (var in = Files.newInputStream(mathSuite())) {
      suite = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    }
    List<?> cases = (List<?>) Objects.requireNonNull(suite.get("cases"));
    SoftAssertions softly = new SoftAssertions();
    for (Object entry : cases) {
      Map<?, ?> one = (Map<?, ?>) entry;
      // a bare word in YAML, like inf or 1e2, may have been read as a number
      String formula = String.valueOf(one.get("expression")).replace("Infinity", "inf");
      double expected = value(String.valueOf(one.get("expected")).replace("Infinity", "inf"));
      // the references have 15 to 17 digits
      double tolerance = Double.isInfinite(expected) ? 0 : 1e-14 * Math.max(1, Math.abs(expected));
      double actual = Evaluator.evaluate(FormulaParser.parsePetab(pool, formula), SYMBOLS, 11);
      softly
          .assertThat(actual == expected || Math.abs(actual - expected) <= tolerance)
          .as("%s is %s, should be %s", formula, actual, expected)
          .isTrue();
    }
    softly.assertAll();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(98);
  }

  @Test
  void operatorsBindAsInPetab() throws FormulaException {
    assertThat(value("2 + 3 * 4 ^ 2")).isEqualTo(50);
    assertThat(value("2^3^2")).isEqualTo(512);
    assertThat(value("2**3**2")).isEqualTo(512);
    assertThat(value("-2^2")).isEqualTo(-4);
    assertThat(value("2^-2^2")).isEqualTo(1.0 / 16);
    assertThat(value("2^-1 * 6")).isEqualTo(3);
    assertThat(value("10 - 4 - 3")).isEqualTo(3);
    assertThat(value("24 / 4 / 3 * 5")).isEqualTo(10);
    assertThat(value("!a == 0")).isEqualTo(1);
    assertThat(value("!0^0")).as("not (0^0)").isEqualTo(0);
    assertThat(value("1 < 2 == 2 > 1")).as("((1 < 2) == 2) > 1").isEqualTo(0);
    assertThat(value("true || false && false")).isEqualTo(0);
    assertThat(value("a + b < c || a < b && c > b")).isEqualTo(1);
  }

  @Test
  void namesAndNumbersHaveTheirMeaning() throws FormulaException {
    assertThat(value(" a*b\t-\nc ")).isEqualTo(8);
    assertThat(value("time")).isEqualTo(11);
    assertThat(value("1.5e-3 + .5 + 2. + 1E2")).isEqualTo(1.5e-3 + .5 + 2. + 1E2);
    assertThat(value("log(8, 2) + log(1000, 10)")).isCloseTo(6, within(1e-15 * 6));
    assertThat(value("log(27, a)")).isEqualTo(Math.log(27) / Math.log(3));
    assertThat(value("min(a, b, c, 2) + max(a, b)")).isEqualTo(7);
    assertThat(value("asin(1) - arcsin(1) + acosh(2) - arccosh(2)")).isEqualTo(0);
    assertThat(value("floor(2.5) + ceil(2.5) + sign(-a)")).isEqualTo(4);
    assertThat(FormulaParser.parse(pool, "e1")).isSameAs(pool.symbol("e1"));
  }

  private void fails(String formula, int column, String what) {
    assertThatThrownBy(() -> FormulaParser.parse(pool, formula))
        .as(formula)
        .isInstanceOfSatisfying(
            FormulaException.class,
            e -> {
              assertThat(e.column()).as(e.getMessage()).isEqualTo(column);
              assertThat(e.getMessage()).contains(what);
            });
  }

  @Test
  void faultsAreNamedWithTheirColumn() {
    fails("", 1, "ends too early");
    fails("a + ", 5, "ends too early");
    fails("a b", 3, "'b' does not belong here");
    fails("2x", 2, "'x' does not belong here");
    fails("(a + b", 7, "write an operator or ) here");
    fails("a + b)", 6, "')' does not belong here");
    fails("a = b", 3, "write == to compare");
    fails("a & b", 3, "write && for both");
    fails("a % b", 3, "'%'");
    fails("1 + sine(a)", 5, "there is no function sine");
    fails("sin(a, b)", 1, "sin does not take 2 arguments; write sin(x)");
    fails("exp()", 1, "exp does not take 0 arguments");
    fails("log(1, 2, 3)", 1, "log(x) or log(x, base)");
    fails("pow(a)", 1, "write pow(x, y)");
    fails("piecewise(1, a < b)", 1, "otherwise");
    fails("piecewise(1, a < b, 2, a > b)", 1, "otherwise");
    fails("min(a)", 1, "min(x, y, …)");
    fails("f(a,)", 5, "does not belong here");
    fails("1e999", 1, "largest number");
  }

  @Test
  void tablesOfPetabKnowOnlyItsLanguage() throws FormulaException {
    failsInPetab("a**2", 2, "write ^");
    failsInPetab("2 * asinh(a)", 5, "write arcsinh");
    failsInPetab("floor(a)", 1, "PEtab has no function floor");
    failsInPetab("rem(a, b)", 1, "PEtab has no function rem");
    failsInPetab("min(a, b, c)", 1, "min does not take 3 arguments");
    failsInPetab("a + .5", 5, "write one, as 0.5 or 1.0");
    failsInPetab("2. * a", 1, "write one, as 0.5 or 1.0");
    assertThat(FormulaParser.parsePetab(pool, "max(1.5e-3, arcsin(a))"))
        .isSameAs(FormulaParser.parse(pool, "max(1.5e-3, asin(a))"));
  }

  private void failsInPetab(String formula, int column, String what) {
    assertThatThrownBy(() -> FormulaParser.parsePetab(pool, formula))
        .isInstanceOfSatisfying(
            FormulaException.class,
            e -> {
              assertThat(e.column()).as(e.getMessage()).isEqualTo(column);
              assertThat(e.getMessage()).contains(what);
            });
  }

  @Test
  void deepNestingIsRefusedAndLongChainsAreNot() throws FormulaException {
    int depth = FormulaParser.DEEPEST_NESTING;
    assertThat(value("(".repeat(depth - 1) + "a" + ")".repeat(depth - 1))).isEqualTo(3);
    fails("(".repeat(100_000), depth + 1, "nested more than " + depth);
    fails("-".repeat(100_000) + "1", depth + 1, "nested more than " + depth);
    fails("2^".repeat(100_000) + "1", 2 * depth + 1, "nested more than " + depth);
    assertThat(value("a" + " + a".repeat(9999))).isEqualTo(30_000);
  }

  private double levelOne(String formula) throws FormulaException {
    return Evaluator.evaluate(FormulaParser.parseLevelOne(pool, formula), SYMBOLS, 11);
  }

  /** Each row of Level 1's table of operators beside its neighbours; libSBML agrees. */
  @Test
  void levelOneHasATableOfOperatorsOfItsOwn() throws FormulaException {
    assertThat(levelOne("-a^2")).isEqualTo(9);
    assertThat(levelOne("2^a^2")).isEqualTo(64);
    assertThat(levelOne("2^-a")).isEqualTo(0.125);
    assertThat(levelOne("2^-1^2")).isEqualTo(0.25); // (2^−1)²
    assertThat(levelOne("-a^-2")).isEqualTo(Math.pow(-3, -2));
    assertThat(levelOne("--a^2")).isEqualTo(9);
    assertThat(levelOne("-2^2*a")).isEqualTo(12);
    assertThat(levelOne("b-a^2")).isEqualTo(-4);
    assertThat(levelOne("b*-a^2")).isEqualTo(45);
    assertThat(levelOne("b/a/2")).isEqualTo(5.0 / 3 / 2);
    assertThat(levelOne("b/a*2")).isEqualTo(5.0 / 3 * 2);
    assertThat(levelOne("b-a-2")).isZero();
    assertThat(levelOne("b-a+2")).isEqualTo(4);
    assertThat(levelOne("a*b^2/c")).isEqualTo(75.0 / 7);
    assertThat(levelOne("-(a)^2")).isEqualTo(9);
    assertThat(levelOne("-sqr(a)^2")).isEqualTo(81);
    assertThat(levelOne("-(a^2)")).isEqualTo(-9);
    assertThat(levelOne("0-a^2")).isEqualTo(-9);
    assertThat(levelOne("pow(2, -a)^2")).isEqualTo(1.0 / 64);
  }

  @Test
  void otherFormulasKeepThePrecedenceOfPetab() throws FormulaException {
    assertThat(value("-a^2")).isEqualTo(-9);
    assertThat(value("2^a^2")).isEqualTo(512);
    assertThat(value("2^-a^2")).isEqualTo(Math.pow(2, -9));
  }
}
