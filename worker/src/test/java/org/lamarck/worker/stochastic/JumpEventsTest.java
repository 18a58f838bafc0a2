package org.lamarck.worker.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.stochastic.Jumps.apply;
import static org.lamarck.worker.stochastic.Jumps.birthDeath;
import static org.lamarck.worker.stochastic.Jumps.draw;
import static org.lamarck.worker.stochastic.Jumps.math;
import static org.lamarck.worker.stochastic.Jumps.model;
import static org.lamarck.worker.stochastic.Jumps.parameters;
import static org.lamarck.worker.stochastic.Jumps.reaction;
import static org.lamarck.worker.stochastic.Jumps.reactions;
import static org.lamarck.worker.stochastic.Jumps.species;
import static org.lamarck.worker.stochastic.Jumps.term;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;

class JumpEventsTest {
  private static String event(String trigger, String more, String... assignments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < assignments.length; i += 2) {
      text.append(
          "<eventAssignment variable=\"%s\">%s</eventAssignment>"
              .formatted(assignments[i], math(term(assignments[i + 1]))));
    }
    return """
    <event useValuesFromTriggerTime="false"><trigger initialValue="false" persistent="true">%s
    </trigger>%s<listOfEventAssignments>%s</listOfEventAssignments></event>
    """
        .formatted(math(trigger), more, text);
  }

  private static String events(String... events) {
    return "<listOfEvents>" + String.join("\n", events) + "</listOfEvents>";
  }

  @ParameterizedTest
  @EnumSource(JumpMethod.class)
  void timesAreMetExactly(JumpMethod method) throws InputException {
    String[] base = birthDeath(10);
    Moments moments =
        Jumps.moments(
            model(
                base[0],
                base[1],
                base[2],
                events(event(apply("geq", "time", "2"), "", "X", "500"))),
            method,
            4000,
            new double[] {0, 1.999999, 2, 3},
            "X");
    assertThat(moments.mean().get(1, 0)).isLessThan(20);
    assertThat(moments.mean().get(2, 0)).isEqualTo(500); // at its time it has happened
    assertThat(moments.standardDeviation().get(2, 0)).isZero();
    double mean = 10 + 490 * Math.exp(-1);
    double variance = 10 * (1 - Math.exp(-1)) + 500 * Math.exp(-1) * (1 - Math.exp(-1));
    double leap = method == JumpMethod.TAU_LEAPING ? 0.015 * mean : 0; // ε t/2
    assertThat(moments.mean().get(3, 0))
        .isEqualTo(mean, within(4 * Math.sqrt(variance / 4000) + leap));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "-3"})
  void whatAnEventMakesOfAnAmountIsANumberOfMolecules(String amount) throws InputException {
    String[] base = birthDeath(10);
    String event = event(apply("geq", "time", "2"), "", "X", amount);
    JumpModel model = model(base[0], base[1], base[2], events(event));
    assertThat(
            new JumpSimulation(JumpPlan.of(model, List.of()), JumpMethod.DIRECT, () -> false)
                .run(new double[0], RandomStream.of(1), new double[] {0, 3}, (k, t, y, p) -> {}))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("after an event", "no number of molecules", "set a whole number"));
  }

  /** A pure birth of rate 10 reaches 5 after a gamma time; then it is set back, once. */
  @Test
  void aStateTriggersAtTheReactionThatReachesIt() throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                species("X=0 Seen=0"),
                parameters("k=10 when~=0"),
                reactions(reaction("birth", "-> X", term("k"))),
                events(
                    event(apply("geq", "X", "5"), "", "when", "time", "X", "1000", "Seen", "X"))),
            JumpMethod.AUTO,
            20_000,
            new double[] {0, 50},
            "when",
            "Seen");
    double mean = 0.5; // gamma of shape 5 and rate 10
    double sd = Math.sqrt(5) / 10;
    assertThat(moments.mean().get(1, 0)).isEqualTo(mean, within(4 * sd / Math.sqrt(20_000)));
    assertThat(moments.standardDeviation().get(1, 0)).isEqualTo(sd, within(0.03 * sd));
    assertThat(moments.mean().get(1, 1)).isEqualTo(5); // all assignments have what was before
  }

  @Test
  void prioritiesOrderWhatIsDueAtOneTimeAndDelaysWait() throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                parameters("a~=0 b~=0"),
                events(
                    event(
                        apply("geq", "time", "1"),
                        "<priority>%s</priority>".formatted(math(term("1"))),
                        "a",
                        apply("times", "2", "a")),
                    event(
                        apply("geq", "time", "1"),
                        "<priority>%s</priority>".formatted(math(term("2"))),
                        "a",
                        apply("plus", "a", "3")),
                    event(
                        apply("geq", "time", "1"),
                        "<delay>%s</delay>".formatted(math(term("0.5"))),
                        "b",
                        "time"))),
            JumpMethod.AUTO,
            2,
            new double[] {0, 1, 1.4, 2},
            "a",
            "b");
    assertThat(moments.mean().get(1, 0)).isEqualTo(6); // (0 + 3) · 2
    assertThat(moments.mean().get(2, 1)).isZero();
    assertThat(moments.mean().get(3, 1)).isEqualTo(1.5);
  }

  @Test
  void delaysAndValuesAreDrawnAnewEachTime() throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                parameters("when~=0 x~=0 y~=0 m=4"),
                events(
                    event(
                        apply("geq", "time", "1"),
                        "<delay>%s</delay>".formatted(math(draw("exponential", "2"))),
                        "when",
                        "time",
                        "x",
                        draw("normal", "m", "3"),
                        "y",
                        draw("normal", "m", "3")))),
            JumpMethod.AUTO,
            20_000,
            new double[] {0, 100},
            "when",
            "x",
            "y");
    double error = 4 / Math.sqrt(20_000);
    assertThat(moments.mean().get(1, 0)).isEqualTo(1.5, within(0.5 * error));
    assertThat(moments.mean().get(1, 1)).isEqualTo(4, within(3 * error));
    assertThat(moments.standardDeviation().get(1, 2)).isEqualTo(3, within(3 * error));
    assertThat(moments.mean().get(1, 1)).isNotEqualTo(moments.mean().get(1, 2));
  }

  @Test
  void initialValuesAreDrawnForEachRun() throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                species("X=0"),
                parameters("m=20"),
                "<listOfInitialAssignments><initialAssignment symbol=\"X\">%s</initialAssignment></listOfInitialAssignments>"
                    .formatted(math(draw("poisson", "m"))),
                reactions(reaction("death", "X ->", apply("times", "1", "X")))),
            JumpMethod.AUTO,
            20_000,
            new double[] {0, 1},
            "X");
    for (int k = 0; k < 2; k++) {
      double mean = 20 * Math.exp(-k); // thinned, a Poisson number stays one
      assertThat(moments.mean().get(k, 0)).isEqualTo(mean, within(4 * Math.sqrt(mean / 20_000)));
      assertThat(moments.standardDeviation().get(k, 0))
          .isEqualTo(Math.sqrt(mean), within(0.03 * Math.sqrt(mean)));
    }
  }
}
