package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;

/**
 * Against NEURON 9.0.2 (Python wheel; hh without tables at 6.3 °C, backward Euler, steps of 0.025
 * ms), which begins at its steady states and takes the same steps.
 */
class NeuronComparisonTest {
  private static final double STEP = 0.025;

  /** mV; both round, and an action potential makes differences grow. */
  private static final double CLOSE = 1e-6;

  private static double[][] voltages(
      Morphology cell, double current, double duration, int steps, Integer... recorded) {
    int n = cell.compartments();
    Insertion axon = Insertion.channel(Mechanisms.named("HH"), IntStream.range(0, n).toArray());
    Network network =
        Network.of(List.of(cell), List.of(axon))
            .with("axial_resistivity", 150)
            .with("v", -65)
            .atSteadyStates();
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(STEP), Set.of());
    List<Stimulus> stimuli = List.of(Stimulus.step(0, 1, duration, current, STEP, steps));
    return plan.newRollout(1 << 28)
        .run(network.numbers(), new Rollout.Protocol(steps, stimuli, List.of(recorded)));
  }

  private static void check(double[] trace, int[] at, double... expected) {
    for (int i = 0; i < at.length; i++) {
      assertThat(trace[at[i]]).as("step %d", at[i]).isCloseTo(expected[i], within(CLOSE));
    }
  }

  /** That a spike's peak is at a step. */
  private static void checkSpike(double[] trace, int step, double height) {
    assertThat(trace[step]).isCloseTo(height, within(CLOSE));
    assertThat(trace[step]).isGreaterThan(trace[step - 1]).isGreaterThan(trace[step + 1]);
  }

  @Test
  void aCompartmentIsThatOfNeuron() {
    Morphology cell = Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 20, 10)));
    double[] v = voltages(cell, 0.3, 5, 400, 0)[0];
    check(
        v,
        new int[] {40, 100, 200, 300, 400},
        -64.97571297665202,
        40.074743843287926,
        -72.83384551463253,
        -75.12536973274416,
        -72.79468279865014);
    checkSpike(v, 97, 41.12157871731058);
  }

  @Test
  void aBranchedCellIsThatOfNeuron() {
    Morphology cell =
        Morphology.of(
            List.of(
                Branch.of(Branch.ROOT, 1, 20, 10),
                Branch.of(0, 9, 300.0 / 9, 1.5),
                Branch.of(1, 7, 200.0 / 7, 1),
                Branch.of(1, 11, 250.0 / 11, 0.5)));
    double[][] v = voltages(cell, 2, 10, 800, 0, 16, 27);
    int[] at = {40, 100, 200, 400, 800};
    check(
        v[0],
        at,
        -64.97571297665202,
        19.208538750729968,
        -65.37570132653488,
        -36.89713473385578,
        -70.58249495732389);
    check(
        v[1],
        at,
        -64.97571297665202,
        9.598733645377742,
        -68.99893714924795,
        -70.6402628175877,
        -71.80111842823153);
    check(
        v[2],
        at,
        -64.97571297665202,
        -54.18676907188457,
        -42.411683051630924,
        -72.61002967005568,
        -72.53278972989771);
    checkSpike(v[0], 75, 43.16340717923041);
    checkSpike(v[1], 109, 41.63921294954189);
    checkSpike(v[1], 494, 35.28486086548585);
    checkSpike(v[2], 125, 41.59237007345872);
    checkSpike(v[2], 515, 36.61887715365516);
  }
}
