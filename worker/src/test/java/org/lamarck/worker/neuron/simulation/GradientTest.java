package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;

/** Gradients by all numbers of a network against differences of the same steps. */
class GradientTest {
  private static final int STEPS = 120;
  private static final double[] WEIGHTS = {0.3, -0.7, 20, 500, 3e4};

  /** Two branched cells, Hodgkin–Huxley in a part of them, resets, a synapse between them. */
  private static Network network(double firstGate) {
    Morphology cell =
        Morphology.of(
            List.of(
                Branch.of(Branch.ROOT, 3, 30, 2),
                Branch.of(0, 2, 25, 1),
                Branch.of(0, 2, 40, 0.7),
                Branch.of(2, 1, 15, 0.5)));
    int n = 2 * cell.compartments();
    int[] some = {0, 1, 2, 5, 8, 9, 10};
    return Network.of(
            List.of(cell, cell),
            List.of(
                Insertion.channel(Mechanisms.named("Leak"), IntStream.range(0, n).toArray()),
                Insertion.channel(Mechanisms.named("HH"), some),
                Insertion.channel(Mechanisms.named("Rate"), 6, 13),
                Insertion.synapses(
                    Mechanisms.named("TanhRateSynapse"),
                    new int[] {0, 7},
                    new int[] {9, 12},
                    new double[] {0.6, 0})))
        .with("axial_resistivity", 300)
        .with("Rate.tau", 5)
        .with("TanhRateSynapse.gS", 2e-4)
        .with("TanhRateSynapse.slope", 0.05)
        .with("HH.m", firstGate)
        .with("HH.n", firstGate);
  }

  private static Rollout.Protocol protocol(NetworkPlan plan) {
    double[] held = new double[STEPS];
    Arrays.fill(held, Double.NaN);
    Arrays.fill(held, 30, 50, -40);
    double[] gate = new double[STEPS];
    Arrays.fill(gate, Double.NaN);
    Arrays.fill(gate, 20, 60, 0.4);
    return new Rollout.Protocol(
        STEPS,
        List.of(Stimulus.step(1, 0.2, 2, 0.8, 0.025, STEPS)),
        List.of(new Clamp(4, held), new Clamp("HH.h", 2, gate)),
        List.of(
            plan.voltage(0),
            plan.voltage(14),
            plan.state("HH.n", 3),
            plan.current("HH", 1),
            plan.current("TanhRateSynapse", 0)));
  }

  private static double loss(double[][] trace) {
    double loss = 0;
    for (int i = 0; i < trace.length; i++) {
      for (int k = 0; k < trace[i].length; k++) {
        loss += WEIGHTS[i] * trace[i][k] * Math.cos(0.1 * k);
      }
    }
    return loss;
  }

  private static double[] gradient(Rollout rollout, double[] at, Rollout.Protocol protocol) {
    double[][] trace = rollout.run(at, protocol);
    double[][] adjoint = new double[trace.length][STEPS + 1];
    for (int i = 0; i < trace.length; i++) {
      for (int k = 0; k <= STEPS; k++) {
        adjoint[i][k] = WEIGHTS[i] * Math.cos(0.1 * k);
      }
    }
    return rollout.pullBack(adjoint);
  }

  private static void checkAgainstDifferences(Network network, NetworkPlan.Settings settings) {
    ParameterLayout layout = network.layout();
    NetworkPlan plan = new NetworkPlan(network, settings, layout.keys());
    Rollout rollout = plan.newRollout(1 << 26);
    Rollout.Protocol protocol = protocol(plan);
    double[] at = network.numbers();
    double[] gradient = gradient(rollout, at, protocol);
    for (String key : layout.keys()) {
      ParameterLayout.Range range = layout.of(key);
      for (int i = range.begin(); i < range.begin() + range.count(); i += 3) {
        if (Double.isNaN(at[i])) {
          continue;
        }
        double h = 1e-5 * Math.max(Math.abs(at[i]), 1e-3);
        double[] moved = at.clone();
        moved[i] = at[i] + h;
        double up = loss(rollout.run(moved, protocol));
        moved[i] = at[i] - h;
        double slope = (up - loss(rollout.run(moved, protocol))) / (2 * h);
        double rounding = 2e-12 / h; // ten roundings of a loss of 10³, over h
        assertThat(gradient[i])
            .as("%s %d of %s", key, i - range.begin(), settings)
            .isCloseTo(slope, within(2e-5 * Math.abs(slope) + rounding)); // and h²
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void gradientsAgreeWithDifferencesForAllSchemes(Scheme scheme) {
    checkAgainstDifferences(
        network(Double.NaN), new NetworkPlan.Settings(0.025, scheme, Linearisation.DERIVATIVE));
  }

  @Test
  void gradientsAgreeWithDifferencesOfGivenGatesAndJointDifferences() {
    checkAgainstDifferences(
        network(0.2),
        new NetworkPlan.Settings(0.025, Scheme.IMPLICIT_EULER, Linearisation.JOINT_DIFFERENCE));
  }

  @Test
  void gradientsDoNotDependOnWhatIsKept() {
    Network network = network(Double.NaN);
    NetworkPlan plan =
        new NetworkPlan(network, NetworkPlan.Settings.of(0.025), Set.of("radius", "HH.gNa", "v"));
    Rollout.Protocol protocol = protocol(plan);
    double[] all = gradient(plan.newRollout(1 << 26), network.numbers(), protocol);
    long step = 8L * (plan.stateSize() + 3L * plan.cable().nodes()); // resets are kept
    for (long budget : new long[] {40 * step, 20 * step, 14 * step}) { // two to five levels
      double[] some = gradient(plan.newRollout(budget), network.numbers(), protocol);
      assertThat(Arrays.equals(some, all)).as("budget %d", budget).isTrue();
    }
  }
}
