package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.neuron.mechanism.Ion;
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

/** Ions that several mechanisms read and change. */
class IonTest {
  private static final double FARADAY = 96485.33212;
  private static final String YAML =
      """
      Potassium:
        parameters: {gK: 2e-4, half: 2e-4}
        states: {p: {steady: ca / (ca + half), tau: 2}}
        current: gK * p * (v + 90)
      Entry:
        parameters: {gCa: 1e-4}
        states: {m: {steady: 1 / (1 + exp(-(v + 40) / 9)), tau: 1.5}}
        current: gCa * m^2 * (v - e_ca)
      """;

  private static Ion calcium(double diffusion) {
    return new Ion("ca", 2, 6.3, 5e-5, 2, 0.1, diffusion);
  }

  private static Map<String, Mechanism> mechanisms(Ion ion) {
    Findings findings = new Findings();
    Map<String, Mechanism> read = new LinkedHashMap<>(Mechanisms.all(List.of(ion)));
    YamlMapping names = YamlMapping.read(new SourceText("own.yaml", YAML), findings).orElseThrow();
    MechanismReader.read(names, Mechanism.Kind.CHANNEL, List.of(ion), read, findings);
    assertThat(findings.all()).isEmpty();
    return read;
  }

  private static Mechanism mechanism(Ion ion, String name) {
    return Objects.requireNonNull(mechanisms(ion).get(name));
  }

  private static Network network(Ion ion) {
    Morphology cell =
        Morphology.of(
            List.of(
                Branch.of(Branch.ROOT, 2, 20, 2),
                Branch.of(0, 2, 15, 1),
                Branch.of(0, 1, 40, 0.7)));
    return Network.of(
            List.of(cell),
            List.of(
                Insertion.channel(Mechanisms.named("Leak"), 0, 1, 2, 3, 4),
                Insertion.channel(mechanism(ion, "CaT").carriedBy(ion, "eCa"), 0, 1, 2),
                Insertion.channel(mechanism(ion, "Entry").carriedBy(ion, ""), 3, 1),
                Insertion.channel(mechanism(ion, "CaPump"), 0, 1, 2, 3, 4),
                Insertion.channel(mechanism(ion, "Potassium"), 1, 4)))
        .with("axial_resistivity", 300)
        .with("CaT.gCaT", 3e-4)
        .atSteadyStates();
  }

  private static Rollout.Protocol protocol(NetworkPlan plan, int steps, List<Clamp> clamps) {
    return new Rollout.Protocol(
        steps,
        List.of(Stimulus.step(1, 0.5, 2, 0.5, 0.025, steps)),
        clamps,
        List.of(
            plan.voltage(0),
            plan.concentration("ca", 1),
            plan.concentration("ca", 4),
            plan.current("CaT", 2)));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void gradientsAgreeWithDifferences(Scheme scheme) {
    for (double diffusion : new double[] {Double.NaN, 50}) {
      checkGradient(network(calcium(diffusion)), scheme);
    }
  }

  private static void checkGradient(Network network, Scheme scheme) {
    int steps = 100;
    ParameterLayout layout = network.layout();
    NetworkPlan.Settings settings =
        new NetworkPlan.Settings(0.025, scheme, Linearisation.DERIVATIVE);
    NetworkPlan plan = new NetworkPlan(network, settings, layout.keys());
    Rollout rollout = plan.newRollout(1 << 24);
    double[] held = new double[steps];
    Arrays.fill(held, Double.NaN);
    Arrays.fill(held, 50, 80, 2e-4);
    Rollout.Protocol protocol = protocol(plan, steps, List.of(new Clamp("ca", 2, held)));
    double[] at = network.numbers();
    double[][] trace = rollout.run(at, protocol);
    double[][] weights = new double[trace.length][steps + 1];
    double[] scale = {1, 1e5, 1e5, 1e5};
    for (int i = 0; i < weights.length; i++) {
      for (int k = 0; k <= steps; k++) {
        weights[i][k] = scale[i] * Math.cos(0.05 * k + i);
      }
    }
    double[] gradient = rollout.pullBack(weights);
    List<String> seen = new ArrayList<>();
    for (String key : layout.keys()) {
      for (int j = 0; j < layout.of(key).count(); j += 2) {
        int i = layout.of(key).begin() + j;
        if (Double.isNaN(at[i])) {
          continue;
        }
        double h = 1e-5 * Math.max(Math.abs(at[i]), 1e-6);
        double[] moved = at.clone();
        moved[i] = at[i] + h;
        double up = loss(rollout.run(moved, protocol), weights);
        moved[i] = at[i] - h;
        double slope = (up - loss(rollout.run(moved, protocol), weights)) / (2 * h);
        double rounding = 3e-11 / h; // some of a loss of 10⁴, over h
        assertThat(gradient[i])
            .as("%s %d, %s", key, j, scheme)
            .isCloseTo(slope, within(3e-5 * Math.abs(slope) + rounding)); // and h²
        seen.add(key);
      }
    }
    assertThat(seen).contains("ca", "ca.outside", "ca.depth");
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

  @Test
  void aPumpDecaysByItsClosedForm() {
    Ion ion = calcium(Double.NaN);
    Network network =
        Network.of(
                List.of(Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 1)))),
                List.of(Insertion.channel(mechanism(ion, "CaPump"), 0)))
            .with("ca", 1e-3);
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(0.1), Set.of());
    double[] ca =
        plan.newRollout(1 << 20)
            .run(
                network.numbers(),
                new Rollout.Protocol(100, List.of(), List.of(plan.concentration("ca", 0))))[0];
    for (int k = 0; k <= 100; k++) { // backward Euler of (ca − 1e-4)/80
      double expected = 1e-4 + 9e-4 * Math.pow(1 + 0.1 / 80, -k);
      assertThat(ca[k]).isCloseTo(expected, within(1e-16));
    }
  }

  @Test
  void twoChannelsFillOneShellByTheirCurrents() {
    Ion ion = calcium(Double.NaN);
    Network network =
        Network.of(
                List.of(Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 1)))),
                List.of(
                    Insertion.channel(mechanism(ion, "CaT").carriedBy(ion, ""), 0),
                    Insertion.channel(mechanism(ion, "CaL").carriedBy(ion, ""), 0)))
            .with("CaT.u", 0.3)
            .with("CaL.q", 0.4)
            .with("CaL.r", 0.4);
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(0.01), Set.of());
    double[] held = new double[200];
    Arrays.fill(held, -30);
    double[][] trace =
        plan.newRollout(1 << 20)
            .run(
                network.with("v", -30).numbers(),
                new Rollout.Protocol(
                    200,
                    List.of(),
                    List.of(new Clamp(0, held)),
                    List.of(
                        plan.concentration("ca", 0),
                        plan.current("CaT", 0),
                        plan.current("CaL", 0))));
    double expected = 5e-5;
    for (int k = 1; k <= 200; k++) { // currents in mA/cm² into 0.1 µm, with the gates of the step
      expected -= 0.01 * 1e4 / (2 * FARADAY * 0.1) * (trace[1][k] + trace[2][k]);
      assertThat(trace[0][k]).isCloseTo(expected, within(1e-9 * expected));
    }
    assertThat(expected).isGreaterThan(1e-4);
  }

  @Test
  void thePotentialIsNernsts() {
    Ion ion = calcium(Double.NaN);
    Network network =
        Network.of(
            List.of(Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 1)))),
            List.of(Insertion.channel(mechanism(ion, "CaT").carriedBy(ion, "eCa"), 0)));
    assertThat(network.layout().keys()).doesNotContain("CaT.eCa");
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(0.01), Set.of());
    double[] current =
        plan.newRollout(1 << 20)
            .run(
                network.numbers(),
                new Rollout.Protocol(1, List.of(), List.of(plan.current("CaT", 0))))[0];
    double s = 1 / (1 + Math.exp(-(-70 + 2 + 57) / 6.2));
    double potential = 8.314462618 * 279.45 / (2 * FARADAY) * 1e3 * Math.log(2 / 5e-5);
    assertThat(potential).isCloseTo(127.6, within(0.1));
    double expected = 4e-5 * s * s * 0.2 * (-70 - potential);
    assertThat(current[0]).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 2000})
  void diffusionKeepsIonsAndFollowsTheHeatEquation(double diffusion) {
    int count = 200;
    Ion ion = calcium(diffusion);
    Network network =
        Network.of(
                List.of(Morphology.of(List.of(Branch.of(Branch.ROOT, count, 0.5, 1)))),
                List.of(Insertion.channel(mechanism(ion, "CaPump"), 0)))
            .with("CaPump.decay", 1e12);
    double[] numbers = network.numbers();
    int at = network.layout().of("ca").begin();
    double mode = Math.PI * 2 / count;
    for (int i = 0; i < count; i++) { // a mode of the sealed cable of 100 µm
      numbers[at + i] = 1e-3 * (2 + Math.cos(mode * (i + 0.5)));
    }
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(0.01), Set.of());
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(plan.concentration("ca", i));
    }
    double[][] trace =
        plan.newRollout(1 << 24).run(numbers, new Rollout.Protocol(100, List.of(), all));
    double rate = diffusion * 4 / 0.25 * Math.pow(Math.sin(mode / 2), 2); // of the mode, 1/ms
    double kept = Math.pow(1 + 0.01 * rate, -100);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double expected = 1e-3 * (2 + kept * Math.cos(mode * (i + 0.5)));
      assertThat(trace[i][100]).isCloseTo(expected, within(1e-12));
      sum += trace[i][100];
    }
    assertThat(sum).isCloseTo(2e-3 * count, within(1e-12));
    assertThat(rate).isCloseTo(diffusion * Math.pow(2 * Math.PI / 100, 2), within(1e-3 * rate));
  }
}
