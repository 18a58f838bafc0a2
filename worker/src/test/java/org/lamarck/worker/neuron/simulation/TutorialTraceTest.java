package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.PublicData;
import org.lamarck.worker.neuron.network.Network;

/** Against Jaxley 0.14: its tutorial's network, as exported with ten digits behind the point. */
class TutorialTraceTest {
  private static final String FOLDER = "source-systems";

  static double[][] inputs() throws IOException {
    List<String> rows =
        Files.readAllLines(PublicData.at(FOLDER).resolve("jaxley_inputs_labels.csv"));
    return rows.stream().skip(1).map(TutorialTraceTest::numbers).toArray(double[][]::new);
  }

  private static double[] numbers(String row) {
    return Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void tracesAreThoseOfTheTutorial() throws IOException {
    List<String> rows =
        Files.readAllLines(PublicData.at(FOLDER).resolve("jaxley_trace_input0.csv"));
    Network network = TutorialNetwork.network();
    NetworkPlan plan = new NetworkPlan(network, TutorialNetwork.settings(), Set.of());
    double[][] trace =
        plan.newRollout(1 << 24)
            .run(
                network.numbers(),
                new Rollout.Protocol(
                    TutorialNetwork.STEPS,
                    TutorialNetwork.stimuli(new double[][] {inputs()[0]}),
                    List.of(0, 6, 12)));
    assertThat(trace[0]).hasSize(rows.size() - 1);
    for (int i = 0; i < trace[0].length; i++) {
      double[] expected = numbers(rows.get(i + 1));
      for (int j = 0; j < 3; j++) {
        assertThat(trace[j][i])
            .as("cell %d, step %d", j, i)
            .isCloseTo(expected[j], within(1e-9)); // printed with ten digits
      }
    }
  }
}
