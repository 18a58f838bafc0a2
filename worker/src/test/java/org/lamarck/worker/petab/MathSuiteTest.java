package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The expressions of the PEtab test suite and what they are to give. */
final class MathSuiteTest {
  @TestFactory
  Stream<DynamicTest> expressionsHaveTheExpectedValues() throws IOException {
    Path file = PublicProblems.folder("petab-suite/v2.0.0/math").resolve("math_tests.yaml");
    Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    List<?> cases = (List<?>) ((Map<?, ?>) root).get("cases");
    assertThat(cases).hasSize(98);
    return cases.stream()
        .map(Map.class::cast)
        .map(
            given ->
                DynamicTest.dynamicTest(
                    given.get("expression").toString(),
                    () -> check(given.get("expression").toString(), given.get("expected"))));
  }

  private static void check(String text, Object expected) throws FormulaException {
    ExpressionPool pool = new ExpressionPool();
    Expression formula = FormulaParser.parse(pool, text);
    if (expected instanceof String symbolic && !symbolic.endsWith("inf")) {
      assertThat(formula).isSameAs(FormulaParser.parse(pool, symbolic));
      return;
    }
    double value = Evaluator.evaluate(formula, Map.of(), 0);
    double number = Numbers.parse(expected.toString()).orElseThrow();
    if (Double.isInfinite(number)) {
      assertThat(value).isEqualTo(number);
    } else {
      // the references have 15 to 17 digits
      assertThat(value).isCloseTo(number, within(2e-14 * Math.max(1, Math.abs(number))));
    }
  }
}
