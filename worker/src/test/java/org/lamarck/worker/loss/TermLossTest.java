package org.lamarck.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.problem.SimulationLoss.Judgement;
import org.lamarck.worker.problem.SimulationLoss.Squares;

class TermLossTest {
  private static final Vector TIMES = Vector.of(0, 1, 2, 3);

  /** Two curves of four values, and behind them one. */
  private static final int VALUES = 12;

  private static Term values(Norm norm, double weight) {
    return new Term(
        "a", 0, 2, TIMES, new Values(), Vector.of(1, 0, 2, 0, 0, 1, 0, 3), norm, weight);
  }

  private static Term fold(Norm norm, double weight) {
    return new Term("b", 8, 1, TIMES, Summary.FOLD_CHANGE, Vector.of(0.5), norm, weight);
  }

  static Stream<TermLoss> losses() throws FormulaException {
    return Stream.of(
        new TermLoss(List.of(values(Norm.SQUARES, 2)), null),
        new TermLoss(List.of(values(Norm.EUCLIDEAN, 1), fold(Norm.SQUARES, 3)), null),
        new TermLoss(List.of(values(Norm.MEAN_SQUARES, 0.5), fold(Norm.MEAN_SQUARES, 1)), null),
        new TermLoss(List.of(values(Norm.MEAN_ABSOLUTE, 1), fold(Norm.SUM, 1)), null),
        new TermLoss(
            List.of(values(Norm.SQUARES, 1), fold(Norm.SUM, 1)),
            FormulaParser.parse(new ExpressionPool(), "ln(1 + a) * b^2 + pi")));
  }

  /** Threads that judge share the pool of the formula, which serves one. */
  @Test
  void judgingMakesNoExpressions() throws FormulaException {
    ExpressionPool pool = new ExpressionPool();
    TermLoss loss =
        new TermLoss(
            List.of(values(Norm.SQUARES, 1), fold(Norm.SUM, 1)),
            FormulaParser.parse(pool, "ln(1 + a) * b^2 + pi"));
    int before = pool.size();
    assertThat(judged(loss, simulated()).value()).isFinite();
    assertThat(pool.size()).isEqualTo(before);
  }

  private static double[] simulated() {
    RandomStream random = RandomStream.of(5).split("values", 0);
    return IntStream.range(0, VALUES).mapToDouble(k -> 2 + random.nextGaussian()).toArray();
  }

  private static Judgement.Value judged(TermLoss loss, double[] simulated) {
    return (Judgement.Value) loss.judge(simulated);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void slopesAgreeWithCentralDifferences(TermLoss loss) {
    double[] here = simulated();
    double[] slopes = judged(loss, here).slopes();
    double h = 1e-6;
    for (int m = 0; m < VALUES; m++) {
      double[] up = here.clone();
      double[] down = here.clone();
      up[m] += h;
      down[m] -= h;
      double difference = (judged(loss, up).value() - judged(loss, down).value()) / (2 * h);
      assertThat(slopes[m]).isCloseTo(difference, within(1e-7 * (1 + Math.abs(difference))));
    }
  }

  /** Jᵀr is the gradient where the loss is ½ rᵀr and a constant; JᵀJ is the curvature. */
  @ParameterizedTest
  @EnumSource(names = {"SQUARES", "MEAN_SQUARES", "EUCLIDEAN"})
  void residualsExplainGradientAndCurvature(Norm norm) {
    TermLoss loss = new TermLoss(List.of(values(norm, 2), fold(norm, 3)), null);
    double[] here = simulated();
    int n = 2;
    double[] tangents = simulatedTangents(n);
    Judgement.Value judged = judged(loss, here);
    Squares squares = Objects.requireNonNull(judged.squares(tangents, n));
    double[] slopes = judged.slopes();
    for (int j = 0; j < n; j++) {
      double gradient = 0;
      for (int m = 0; m < VALUES; m++) {
        gradient += slopes[m] * tangents[m * n + j];
      }
      double product = 0;
      for (int r = 0; r < squares.residuals().length; r++) {
        product += squares.residuals()[r] * squares.jacobian()[r * n + j];
      }
      assertThat(product).isCloseTo(gradient, within(1e-12 * Math.abs(gradient)));
      for (int k = 0; k < n; k++) {
        double square = 0;
        for (int r = 0; r < squares.residuals().length; r++) {
          square += squares.jacobian()[r * n + j] * squares.jacobian()[r * n + k];
        }
        assertThat(squares.curvature()[j * n + k])
            .isCloseTo(square, within(1e-12 * (1 + Math.abs(square))));
      }
    }
  }

  private static double[] simulatedTangents(int n) {
    RandomStream random = RandomStream.of(6).split("tangents", 0);
    return IntStream.range(0, VALUES * n).mapToDouble(k -> random.nextGaussian()).toArray();
  }

  @Test
  void whatIsNoSumOfSquaresHasNoResiduals() throws Exception {
    double[] tangents = new double[VALUES];
    assertThat(
            losses().map(loss -> judged(loss, simulated()).squares(tangents, 1) == null).toList())
        .containsExactly(false, false, false, true, true);
  }

  @Test
  void aFeatureThatDoesNotExistIsNamedByItsTerm() {
    double[] here = simulated();
    here[8] = 0;
    assertThat(new TermLoss(List.of(fold(Norm.SQUARES, 1)), null).judge(here))
        .isInstanceOfSatisfying(
            Judgement.Undefined.class,
            undefined -> assertThat(undefined.why()).startsWith("b: the fold change is "));
  }

  @Test
  void targetsMustBeAsManyAsNumbers() {
    assertThatThrownBy(
            () -> new Term("a", 0, 2, TIMES, new Values(), Vector.of(1), Norm.SQUARES, 1))
        .hasMessageContaining("1 targets of a for 2 curves");
  }
}
