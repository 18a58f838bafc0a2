package org.lamarck.worker.horizon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.OdeModelBuilder;
import org.lamarck.worker.problem.Parameter;

/** What data say of states between their times, and the beginnings of what was measured. */
class StateGuessTest {
  private final OdeModelBuilder builder = new OdeModelBuilder("m");
  private final Expression x = builder.state("X", 4);
  private final Expression y = builder.state("Y", 0);
  private final OdeModel model = model();
  private final List<Measurement> measurements = new ArrayList<>();

  private OdeModel model() {
    builder.state("Z", x.plus(y));
    return builder.build();
  }

  /** Observable 0 is X itself, 1 is the double of Y. */
  private EstimationProblem problem() {
    Expression one = builder.number(1);
    return new EstimationProblem(
        "p",
        model,
        List.of(),
        IntStream.range(0, 2)
            .mapToObj(i -> new Experiment("e" + i, List.of(new Period("c", 0, List.of()))))
            .toList(),
        List.of(
            new Observable("x", x, one, Noise.NORMAL, List.of(), List.of()),
            new Observable("twice", y.plus(y), one, Noise.NORMAL, List.of(), List.of())),
        measurements,
        MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
  }

  private void measured(int observable, int experiment, double time, double value) {
    measurements.add(new Measurement(observable, experiment, time, value, List.of(), List.of()));
  }

  private StateGuess guess(String state) {
    return StateGuess.of(problem(), model.quantity(state).orElseThrow());
  }

  @Test
  void aStateThatIsMeasuredIsWhatWasMeasuredNextToTheTime() {
    measured(0, 0, 0, 10);
    measured(0, 0, 5, 30);
    measured(0, 1, 2, 50);
    Parameter begin = guess("X").parameter("X_2", 0, 2, 0.5);
    assertThat(begin.nominal()).isEqualTo(10);
    // half of the range of 40 to both sides
    assertThat(begin.lower()).isEqualTo(-10);
    assertThat(begin.upper()).isEqualTo(30);
    assertThat(begin.estimated()).isTrue();
    assertThat(guess("X").parameter("X_3", 0, 3, 0.5).nominal()).isEqualTo(30);
    assertThat(guess("X").parameter("X_3", 1, 3, 0.5).nominal()).isEqualTo(50);
  }

  @Test
  void aStateThatNothingShowsIsWhereItBegins() {
    measured(1, 0, 0, 100);
    assertThat(guess("Y").parameter("Y_1", 0, 1, 2).nominal()).isZero();
    assertThat(guess("Y").parameter("Y_1", 0, 1, 2).upper()).isEqualTo(2); // of a size of 1
    assertThat(guess("X").parameter("X_1", 0, 1, 2).nominal()).isEqualTo(4);
    assertThat(guess("X").parameter("X_1", 0, 1, 2).upper()).isEqualTo(12); // of a size of 4
    // a beginning that is no number says nothing
    assertThat(guess("Z").parameter("Z_1", 0, 1, 2).nominal()).isZero();
  }

  @Test
  void anExperimentThatDidNotMeasureItIsWhereItBegins() {
    measured(0, 0, 1, 10);
    measured(0, 0, 2, 11);
    assertThat(guess("X").parameter("X_1", 1, 1, 1).nominal()).isEqualTo(4);
  }

  @Test
  void valuesThatAreNoNumbersAreLeftOut() {
    measured(0, 0, 1, Double.NaN);
    measured(0, 0, 4, 7);
    assertThat(guess("X").seen()).hasSize(1);
    assertThat(guess("X").parameter("X_1", 0, 1, 1).nominal()).isEqualTo(7);
  }

  @Test
  void beginningsHoldEqualSharesOfTheTimes() {
    for (double time : new double[] {3, 0, 1, 2, 3, 4, 5}) {
      measured(0, 0, time, time);
    }
    List<EstimationProblem> stages = GrowingHorizon.stages(problem(), 3);
    assertThat(stages).hasSize(2);
    assertThat(times(stages.get(0))).containsExactly(0.0, 1.0);
    assertThat(times(stages.get(1))).containsExactly(3.0, 0.0, 1.0, 2.0, 3.0); // in their order
  }

  @Test
  void beginningsThatWouldBeTheSameAreOne() {
    measured(0, 0, 1, 1);
    measured(0, 0, 2, 1);
    measured(0, 0, Double.POSITIVE_INFINITY, 1); // a steady state is in none of them
    List<EstimationProblem> stages = GrowingHorizon.stages(problem(), 10);
    assertThat(stages).hasSize(1);
    assertThat(times(stages.get(0))).containsExactly(1.0);
    assertThat(GrowingHorizon.stages(problem(), 1)).isEmpty();
    assertThat(GrowingHorizon.until(problem(), 0.5)).isEmpty();
  }

  private static List<Double> times(EstimationProblem problem) {
    return problem.measurements().stream().map(Measurement::time).toList();
  }

  @Test
  void roomIsInUnitsOfWhatAStateVaries() {
    measured(0, 0, 0, 1.0);
    measured(0, 0, 1, 1.5);
    for (double room : new double[] {0.1, 1, 3}) {
      Parameter begin = guess("X").parameter("X_0", 0, 0, room);
      assertThat(begin.upper() - begin.lower()).isCloseTo(2 * room * 0.5, within(1e-15 * 4));
    }
  }
}
