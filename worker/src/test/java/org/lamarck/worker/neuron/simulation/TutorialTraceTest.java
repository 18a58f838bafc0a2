package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.neuron.network.Network;

/** Against Jaxley 0.14: its tutorial's network, as exported with ten digits behind the point. */
class TutorialTraceTest {
  @Test
  void tracesAreThoseOfTheTutorial() throws IOException {
    double[] inputs = TutorialNetwork.table("jaxley_inputs_labels.csv", 1)[0];
    double[][] expected = TutorialNetwork.table("jaxley_trace_input0.csv", 1);
    Network network = TutorialNetwork.network();
    NetworkPlan plan = new NetworkPlan(network, TutorialNetwork.settings(), Set.of());
    double[][] trace =
        plan.newRollout(1 << 24)
            .run(
                network.numbers(),
                new Rollout.Protocol(
                    TutorialNetwork.STEPS,
                    TutorialNetwork.stimuli(inputs[0], inputs[1]),
                    List.of(0, 6, 12)));
    assertThat(trace[0]).hasSize(expected.length);
    for (int i = 0; i < trace[0].length; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(trace[j][i])
            .as("cell %d, step %d", j, i)
            .isCloseTo(expected[i][j], within(1e-9)); // printed with ten digits
      }
    }
  }
}
