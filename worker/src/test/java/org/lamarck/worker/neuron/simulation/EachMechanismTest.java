package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;

/** Derivatives by all numbers of each mechanism there is, beside differences of the same steps. */
class EachMechanismTest {
  private static final double DT = 0.05;
  private static final int STEPS = 160;

  static Stream<String> names() {
    return Mechanisms.all().keySet().stream();
  }

  /** One cell that fires and one with the mechanism, or with a synapse of its kind from that. */
  private static Network network(Mechanism mechanism) {
    Morphology cell =
        Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 20, 8), Branch.of(0, 2, 60, 1)));
    Mechanism leak = Mechanisms.named("Leak");
    boolean isLeak = mechanism.name().equals(leak.name());
    boolean fires = mechanism.name().equals("HH");
    List<Insertion> insertions = new ArrayList<>();
    if (!fires) {
      insertions.add(Insertion.channel(Mechanisms.named("HH"), 0, 1, 2));
    }
    if (!isLeak) {
      insertions.add(Insertion.channel(leak, 3, 4, 5));
    }
    insertions.add(
        mechanism.kind().isSynapse()
            ? Insertion.synapses(
                mechanism, new int[] {0, 2}, new int[] {3, 5}, new double[] {0, 0.2})
            : Insertion.channel(mechanism, fires ? new int[] {0, 1, 2, 3} : new int[] {3, 5}));
    Network network =
        Network.of(List.of(cell, cell), insertions)
            .with(ParameterLayout.RESISTIVITY, 200)
            .with(ParameterLayout.VOLTAGE, -63);
    return network.layout().keys().contains("Rate.tau") ? network.with("Rate.tau", 4) : network;
  }

  /** Sums of what is recorded, with weights that differ from step to step. */
  private static double loss(double[][] trace) {
    double loss = 0;
    for (double[] one : trace) {
      for (int k = 0; k < one.length; k++) {
        loss += one[k] * Math.cos(0.05 * k);
      }
    }
    return loss;
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasTheDerivativesOfDifferences(String name) {
    Map<String, Mechanism> all = Mechanisms.all();
    Mechanism mechanism = Objects.requireNonNull(all.get(name));
    Network network = network(mechanism);
    ParameterLayout layout = network.layout();
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(DT), layout.keys());
    Rollout rollout = plan.newRollout(1 << 26);
    List<Integer> recorded = new ArrayList<>(List.of(plan.voltage(3), plan.voltage(5)));
    mechanism.states().forEach(one -> recorded.add(plan.state(name + "." + one.name(), 0)));
    mechanism.ions().forEach(ion -> recorded.add(plan.concentration(ion.name(), 3)));
    Rollout.Protocol protocol =
        new Rollout.Protocol(
            STEPS,
            List.of(
                Stimulus.step(0, 0.3, 6, 0.7, DT, STEPS), Stimulus.step(3, 0.5, 7, 0.4, DT, STEPS)),
            recorded);
    double[] at = network.numbers();
    double[][] trace = rollout.run(at, protocol);
    double[][] adjoint = new double[trace.length][STEPS + 1];
    for (double[] one : adjoint) {
      for (int k = 0; k <= STEPS; k++) {
        one[k] = Math.cos(0.05 * k);
      }
    }
    double[] gradient = rollout.pullBack(adjoint);
    int moving = 0;
    for (String key : layout.keys()) {
      ParameterLayout.Range range = layout.of(key);
      for (int i = range.begin(); i < range.begin() + range.count(); i++) {
        double h = 1e-6 * Math.max(Math.abs(at[i]), 1e-3);
        double[] moved = at.clone();
        moved[i] = at[i] + h;
        double up = loss(rollout.run(moved, protocol));
        moved[i] = at[i] - h;
        double slope = (up - loss(rollout.run(moved, protocol))) / (2 * h);
        double rounding = 1.5e-11 / h; // ten roundings of a loss of 10⁴, over h
        assertThat(gradient[i])
            .as("%s %d", key, i - range.begin())
            .isCloseTo(slope, within(1e-5 * Math.abs(slope) + rounding)); // and h²
        boolean isItsOwn = key.startsWith(name + ".");
        moving += isItsOwn && Math.abs(gradient[i]) > 3 * rounding ? 1 : 0;
      }
    }
    assertThat(moving).isGreaterThanOrEqualTo(mechanism.parameters().size());
  }
}
