package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismReader;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;

/**
 * A mechanism of one's own with a concentration: calcium flows in through a channel by Faraday's
 * law, is pumped out, moves its own Nernst potential, and opens a potassium current.
 */
class CalciumTest {
  private static final String YAML =
      """
      Calcium:
        parameters: {gCa: 1e-3, gK: 3e-3, depth: 0.1, decay: 20, rest: 5e-5, outside: 2}
        formulas:
          eCa: 12.9 * ln(outside / ca)
          inward: gCa * m^2 * (v - eCa)
        states:
          m: {steady: 1 / (1 + exp(-(v + 20) / 9)), tau: 1.5}
          ca: {rate: -0.05182 * inward / depth - (ca - rest) / decay, initial: 5e-5}
        current: inward + gK * ca / (ca + 1e-3) * (v + 90)
      """;
  private static final int STEPS = 300;

  private static Network network() {
    Findings findings = new Findings();
    Map<String, Mechanism> read = new LinkedHashMap<>();
    YamlMapping names =
        YamlMapping.read(new SourceText("calcium.yaml", YAML), findings).orElseThrow();
    MechanismReader.read(names, Mechanism.Kind.CHANNEL, read, findings);
    assertThat(findings.all()).isEmpty();
    Morphology cell = Morphology.of(List.of(Branch.of(Branch.ROOT, 3, 30, 5)));
    return Network.of(
            List.of(cell),
            List.of(
                Insertion.channel(Mechanisms.named("Leak"), 0, 1, 2),
                Insertion.channel(read.values().iterator().next(), 0, 2)))
        .with("axial_resistivity", 200);
  }

  private static double[][] run(Rollout rollout, NetworkPlan plan, double[] numbers) {
    return rollout.run(
        numbers,
        new Rollout.Protocol(
            STEPS,
            List.of(Stimulus.step(1, 1, 4, 1, 0.025, STEPS)),
            List.of(0, plan.state("Calcium.ca", 1))));
  }

  private static NetworkPlan plan(Network network) {
    return new NetworkPlan(network, NetworkPlan.Settings.of(0.025), network.layout().keys());
  }

  @Test
  void withoutACurrentAConcentrationDecaysByItsClosedForm() {
    Network network = network().with("Calcium.gCa", 0).with("Calcium.ca", 1e-3);
    NetworkPlan plan = plan(network);
    double[] ca = run(plan.newRollout(1 << 24), plan, network.numbers())[1];
    for (int k = 0; k <= STEPS; k += 50) {
      double expected = 5e-5 + 9.5e-4 * Math.exp(-0.025 * k / 20);
      assertThat(ca[k]).isCloseTo(expected, within(1e-14)); // the step is exact
    }
  }

  @Test
  void calciumEntersAndLowersItsPotential() {
    Network network = network();
    NetworkPlan plan = plan(network);
    double[][] trace = run(plan.newRollout(1 << 24), plan, network.numbers());
    assertThat(trace[0][150]).isGreaterThan(-50); // the stimulus opens the channel
    assertThat(trace[1][200]).isGreaterThan(20 * trace[1][0]);
  }

  @Test
  void gradientsAgreeWithDifferences() {
    Network network = network();
    NetworkPlan plan = plan(network);
    Rollout rollout = plan.newRollout(1 << 24);
    double[] at = network.numbers();
    double[][] trace = run(rollout, plan, at);
    double[][] adjoint = new double[2][STEPS + 1];
    for (int k = 0; k <= STEPS; k++) {
      adjoint[0][k] = Math.cos(0.05 * k);
      adjoint[1][k] = 1e4 * Math.sin(0.03 * k);
    }
    double[] gradient = rollout.pullBack(adjoint);
    assertThat(trace[0]).hasSize(STEPS + 1);
    ParameterLayout layout = network.layout();
    for (String key : Set.copyOf(layout.keys())) {
      for (int i = layout.of(key).begin();
          i < layout.of(key).begin() + layout.of(key).count();
          i++) {
        if (Double.isNaN(at[i])) {
          continue;
        }
        double h = 1e-5 * Math.max(Math.abs(at[i]), 1e-7);
        double[] moved = at.clone();
        moved[i] = at[i] + h;
        double up = loss(run(rollout, plan, moved), adjoint);
        moved[i] = at[i] - h;
        double slope = (up - loss(run(rollout, plan, moved), adjoint)) / (2 * h);
        double rounding = 1e-11 / h; // of a loss of 10⁴, over h
        assertThat(gradient[i])
            .as("%s %d", key, i - layout.of(key).begin())
            .isCloseTo(slope, within(2e-5 * Math.abs(slope) + rounding));
      }
    }
  }

  private static double loss(double[][] trace, double[][] weights) {
    double loss = 0;
    for (int i = 0; i < trace.length; i++) {
      for (int k = 0; k < trace[i].length; k++) {
        loss += weights[i][k] * trace[i][k];
      }
    }
    return loss;
  }
}
