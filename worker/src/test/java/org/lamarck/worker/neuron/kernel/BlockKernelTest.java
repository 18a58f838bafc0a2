package org.lamarck.worker.neuron.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;

/** Kernels against the value of each formula at each element. */
class BlockKernelTest {
  private static final int COUNT = 300; // two whole blocks and a part of one

  private final double[] x = numbers(0.7);
  private final double[] y = numbers(1.3);

  private static double[] numbers(double frequency) {
    double[] numbers = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      numbers[i] = 1.5 + Math.sin(frequency * i);
    }
    return numbers;
  }

  private double[] run(BlockKernel kernel, double dt, double[] to) {
    kernel.run(
        kernel.newRegisters(),
        new double[] {dt},
        new double[][] {x, y},
        new int[2],
        new double[][] {to},
        new int[1],
        COUNT);
    return to;
  }

  private static BlockKernel kernel(Expression formula, boolean accumulated) {
    return BlockKernel.compile(
        List.of(new BlockKernel.Output(formula, accumulated)), List.of("dt"), List.of("x", "y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "dt",
        "3",
        "x + y",
        "x - y",
        "x * y",
        "x / y",
        "2 + x",
        "x + 2 + y",
        "2 * x",
        "x / 4",
        "3 / x",
        "-x",
        "2 - x",
        "x ^ 2",
        "x ^ 3",
        "x ^ 2.5",
        "x ^ y",
        "sqrt(x)",
        "tanh(x)",
        "ln(x)",
        "x * y * dt * x",
        "x + y + dt + x * y",
        "piecewise(x, x < y, y)",
        "piecewise(x, x > 2, y, y > 1, 3)",
        "min(x, y, 1)",
        "sin(x) * abs(y - x)",
        "x - y * dt + x * y * dt - x",
        "-x - y",
        "2 - x + x * y",
        "x * y + y * dt",
        "abs(x - 1)",
        "(x * y - dt) / (x + y) + (x * y - dt) * (x + y)",
        "x * x * x * (y - 50) + 1 / (1 + x * dt)"
      })
  void elementsAreTheValuesOfTheFormula(String text) throws FormulaException {
    Expression formula = FormulaParser.parse(new ExpressionPool(), text);
    double[] values = run(kernel(formula, false), 0.25, new double[COUNT]);
    for (int i = 0; i < COUNT; i++) {
      assertThat(values[i])
          .isEqualTo(Evaluator.evaluate(formula, Map.of("x", x[i], "y", y[i], "dt", 0.25), 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x / 3", "x ^ 4", "x ^ 7 / 10", "exp(x - y) * x"})
  void divisionsByNumbersPowersAndExponentialsAreWithinRounding(String text)
      throws FormulaException {
    Expression formula = FormulaParser.parse(new ExpressionPool(), text);
    double[] values = run(kernel(formula, false), 0, new double[COUNT]);
    for (int i = 0; i < COUNT; i++) {
      double exact = Evaluator.evaluate(formula, Map.of("x", x[i], "y", y[i]), 0);
      assertThat(values[i]).isCloseTo(exact, within(8 * Math.ulp(exact))); // one for each factor
    }
  }

  @Test
  void valuesAreAddedWhereTheyAccumulate() throws FormulaException {
    double[] to = y.clone();
    run(kernel(FormulaParser.parse(new ExpressionPool(), "x * 2"), true), 0, to);
    for (int i = 0; i < COUNT; i++) {
      assertThat(to[i]).isEqualTo(y[i] + 2 * x[i]);
    }
  }

  @Test
  void severalOutputsShareTheirParts() throws FormulaException {
    ExpressionPool pool = new ExpressionPool();
    List<BlockKernel.Output> outputs = new ArrayList<>();
    for (String text : List.of("exp(x) * y", "exp(x)", "exp(x) * y", "x")) {
      outputs.add(new BlockKernel.Output(FormulaParser.parse(pool, text), false));
    }
    BlockKernel kernel = BlockKernel.compile(outputs, List.of(), List.of("x", "y"));
    double[][] to = new double[4][COUNT];
    kernel.run(
        kernel.newRegisters(),
        new double[0],
        new double[][] {x, y},
        new int[2],
        to,
        new int[4],
        COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertThat(to[0][i]).isEqualTo(to[1][i] * y[i]).isEqualTo(to[2][i]);
      assertThat(to[3][i]).isEqualTo(x[i]);
    }
  }

  @Test
  void aSymbolWithoutValuesIsNamed() {
    Expression stranger = new ExpressionPool().symbol("z");
    assertThatThrownBy(() -> kernel(stranger, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("z");
  }

  @Test
  void exponentialsAreExactToAUlpAndBoundedBeyond() {
    int n = BlockKernel.BLOCK;
    double[] at = new double[n];
    double[] to = new double[n];
    for (double first = -707; first < 707; first += 1.7) {
      for (int i = 0; i < n; i++) {
        at[i] = first + i * 0.0131;
      }
      Exponential.exp(to, at, new double[n], new double[n], new double[n], n);
      for (int i = 0; i < n; i++) {
        double exact = Math.exp(at[i]); // itself within 1 ulp
        assertThat(to[i]).isCloseTo(exact, within(2 * Math.ulp(exact)));
      }
    }
    double[] extremes = {-1e300, -800, 800, Double.POSITIVE_INFINITY, Double.NaN, 0};
    Exponential.exp(extremes, extremes, new double[6], new double[6], new double[6], 6);
    assertThat(extremes[0]).isPositive().isLessThan(1e-300);
    assertThat(extremes[1]).isEqualTo(extremes[0]);
    assertThat(extremes[2]).isFinite().isGreaterThan(1e300);
    assertThat(extremes[3]).isEqualTo(extremes[2]);
    assertThat(extremes[4]).isNaN();
    assertThat(extremes[5]).isEqualTo(1);
  }
}
