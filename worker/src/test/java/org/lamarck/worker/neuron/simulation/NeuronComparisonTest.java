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

  /** With the synapse's equations in a file of NEURON's language (cnexp). */
  @Test
  void aNetworkIsThatOfNeuron() {
    Morphology cell =
        Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 20, 10), Branch.of(0, 5, 40, 1)));
    String synapse = "IonotropicSynapse";
    Network network =
        Network.of(
                List.of(cell, cell, cell),
                List.of(
                    Insertion.channel(Mechanisms.named("HH"), IntStream.range(0, 18).toArray()),
                    Insertion.synapses(
                        Mechanisms.named(synapse), new int[] {5, 11, 12}, new int[] {6, 12, 3})))
            .with("axial_resistivity", 150)
            .with("v", -65)
            .with(synapse + ".gS", 0.05)
            .with(synapse + ".gS", 0.02, 2)
            .with(synapse + ".e_syn", -80, 2)
            .atSteadyStates();
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(STEP), Set.of());
    Rollout.Protocol protocol =
        new Rollout.Protocol(
            1200, List.of(Stimulus.step(0, 1, 20, 1, STEP, 1200)), List.of(0, 6, 12));
    double[][] v = plan.newRollout(1 << 28).run(network.numbers(), protocol);
    int[] at = {41, 200, 400, 800, 1200};
    check(
        v[0],
        at,
        -63.550639756201825,
        -69.76415125053971,
        -53.38569024700409,
        -52.071062496855546,
        -70.0924072327725);
    check(
        v[1],
        at,
        -58.804390641954186,
        -47.59027332235263,
        -45.18397808012299,
        -45.03390786765427,
        -47.27716533288255);
    check(
        v[2],
        at,
        -58.79612384477409,
        -43.497890150826784,
        -45.387044927192626,
        -45.699802682330606,
        -49.5935814449766);
    checkSpike(v[0], 82, 41.998138990262696);
    checkSpike(v[0], 499, 5.933601116362809);
    checkSpike(v[1], 111, 34.674553963863076);
    checkSpike(v[2], 116, 34.589354484085725);
  }
}
