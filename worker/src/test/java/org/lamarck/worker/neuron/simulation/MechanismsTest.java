package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;

/**
 * Mechanisms against closed forms, or against the classical Runge–Kutta method applied to their
 * equations, written anew here.
 */
class MechanismsTest {
  private static final Morphology POINT = Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 1)));
  private static final double DENSITY = 1e5 / (2 * Math.PI * 10); // µA/cm² of a nA

  private static Network cell(String... channels) {
    return Network.of(
        List.of(POINT),
        Arrays.stream(channels).map(name -> Insertion.channel(Mechanisms.named(name), 0)).toList());
  }

  private static double[] voltages(Network network, double dt, int steps, double current) {
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(dt), Set.of());
    double[] samples = new double[steps];
    Arrays.fill(samples, current);
    Rollout.Protocol protocol =
        new Rollout.Protocol(
            steps,
            List.of(new Stimulus(0, samples)),
            List.of(plan.voltage(network.compartments() - 1)));
    return plan.newRollout(1 << 28).run(network.numbers(), protocol)[0];
  }

  /** The end of a run, extrapolated to steps of no length from two runs. */
  private static double extrapolated(Network network, double end, double current) {
    int steps = (int) Math.rint(end / 0.001);
    double coarse = voltages(network, 0.001, steps, current)[steps];
    return 2 * voltages(network, 0.0005, 2 * steps, current)[2 * steps] - coarse;
  }

  /** y at the end, by steps of 0.005. */
  private static double[] classical(double[] start, double end, UnaryOperator<double[]> slope) {
    double h = 0.005;
    double[] y = start.clone();
    for (int k = 0; k < Math.rint(end / h); k++) {
      double[] k1 = slope.apply(y);
      double[] k2 = slope.apply(moved(y, h / 2, k1));
      double[] k3 = slope.apply(moved(y, h / 2, k2));
      double[] k4 = slope.apply(moved(y, h, k3));
      for (int i = 0; i < y.length; i++) {
        y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      }
    }
    return y;
  }

  private static double[] moved(double[] y, double h, double[] by) {
    double[] there = y.clone();
    for (int i = 0; i < y.length; i++) {
      there[i] += h * by[i];
    }
    return there;
  }

  private static double trap(double x, double y) {
    return x / Math.expm1(x / y);
  }

  private static double gate(double x, double alpha, double beta) {
    return alpha * (1 - x) - beta * x;
  }

  @Test
  void aLeakRelaxesAsItsClosedForm() {
    double dt = 0.01;
    double[] v = voltages(cell("Leak").with("v", -50), dt, 100, 0);
    double perStep = 1 / (1 + dt * 1e-4 * 1e3); // gLeak in mS/cm² over 1 µF/cm²
    for (int k = 0; k <= 100; k++) {
      assertThat(v[k]).isCloseTo(-70 + 20 * Math.pow(perStep, k), within(1e-11));
    }
  }

  @Test
  void aCurrentChargesByItsDensity() {
    double[] v = voltages(cell("Leak").with("Leak.gLeak", 0), 0.01, 100, 0.01);
    assertThat(v[100] - v[0]).isCloseTo(0.01 * DENSITY, within(1e-9)); // in 1 ms over 1 µF/cm²
  }

  @Test
  void hodgkinAndHuxleysAxonIsThatOfAnotherMethod() {
    Network network =
        cell("HH").with("v", -65).with("HH.m", 0.05).with("HH.h", 0.6).with("HH.n", 0.32);
    double[] y =
        classical(
            new double[] {-65, 0.05, 0.6, 0.32},
            4,
            x ->
                new double[] {
                  0.02 * DENSITY
                      - 120 * Math.pow(x[1], 3) * x[2] * (x[0] - 50)
                      - 36 * Math.pow(x[3], 4) * (x[0] + 77)
                      - 0.3 * (x[0] + 54.3),
                  gate(x[1], 0.1 * trap(-x[0] - 40, 10), 4 * Math.exp(-(x[0] + 65) / 18)),
                  gate(
                      x[2],
                      0.07 * Math.exp(-(x[0] + 65) / 20),
                      1 / (1 + Math.exp(-(x[0] + 35) / 10))),
                  gate(x[3], 0.01 * trap(-x[0] - 55, 10), 0.125 * Math.exp(-(x[0] + 65) / 80))
                });
    assertThat(extrapolated(network, 4, 0.02)).isCloseTo(y[0], within(2e-3)); // 0.001² · curvature
  }

  @Test
  void pospischilsChannelsAreThoseOfAnotherMethod() {
    Network network = cell("Leak", "Na", "K", "Km", "CaL", "CaT").with("Km.gKm", 1e-3);
    double[] y = // up to the spike, in which u is too fast for an explicit method
        classical(
            new double[] {-70, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2}, 2, MechanismsTest::pospischil);
    assertThat(extrapolated(network, 2, 0.01)).isCloseTo(y[0], within(2e-3)); // as above
  }

  private static double[] pospischil(double[] y) {
    double v = y[0];
    double u = v + 60;
    double s = 1 / (1 + Math.exp(-(v + 59) / 6.2));
    double current =
        0.1 * (v + 70)
            + 50 * Math.pow(y[1], 3) * y[2] * (v - 50)
            + 5 * Math.pow(y[3], 4) * (v + 90)
            + 1 * y[4] * (v + 90)
            + 0.1 * y[5] * y[5] * y[6] * (v - 120)
            + 0.04 * s * s * y[7] * (v - 120);
    double tauP = 4000 / (3.3 * Math.exp((v + 35) / 20) + Math.exp(-(v + 35) / 20));
    double tauU = (242.2 + Math.exp((v + 115.2) / 5)) / (3.7 * (1 + Math.exp((v + 86) / 3.2)));
    return new double[] {
      0.01 * DENSITY - current,
      gate(y[1], 0.32 * trap(13 - u, 4), 0.28 * trap(u - 40, 5)),
      gate(y[2], 0.128 * Math.exp((17 - u) / 18), 4 / (1 + Math.exp((40 - u) / 5))),
      gate(y[3], 0.032 * trap(15 - u, 5), 0.5 * Math.exp((10 - u) / 40)),
      (1 / (1 + Math.exp(-(v + 35) / 10)) - y[4]) / tauP,
      gate(y[5], 0.055 * trap(-v - 27, 3.8), 0.94 * Math.exp((-75 - v) / 17)),
      gate(y[6], 0.000457 * Math.exp((-13 - v) / 50), 0.0065 / (1 + Math.exp((-15 - v) / 28))),
      (1 / (1 + Math.exp((v + 83) / 4)) - y[7]) / tauU
    };
  }

  /** Two compartments without channels, the first held by its size; a synapse onto the second. */
  private static Network pair(String synapse) {
    return Network.of(
            List.of(POINT, POINT),
            List.of(
                Insertion.channel(Mechanisms.named("Leak"), 0, 1),
                Insertion.synapses(Mechanisms.named(synapse), new int[] {0}, new int[] {1})))
        .with("Leak.gLeak", 0)
        .with("v", -30, 0)
        .with(synapse + ".gS", 1e-3);
  }

  @Test
  void anIonotropicSynapseOpensByItsClosedForm() {
    double open = 1 / (1 + Math.exp((-35 + 30) / 10.0));
    double tau = (1 - open) / 0.025;
    double end = 5;
    // s = open + (0.2 − open)·e^{−t/τ}, and ∫ s dt is the charge over gS·(v − e_syn)
    double opened = open * end + (0.2 - open) * tau * (1 - Math.exp(-end / tau));
    double expected = -70 * Math.exp(-1e-3 * DENSITY * opened);
    assertThat(extrapolated(pair("IonotropicSynapse"), end, 0))
        .isCloseTo(expected, within(1e-4)); // 0.001² · curvature
  }

  @Test
  void aRateSynapseFlowsByItsClosedForm() {
    Network network = pair("TanhRateSynapse").with("TanhRateSynapse.slope", 0.03);
    double rise = 1e-3 * DENSITY * Math.tanh(40 * 0.03) * 2;
    assertThat(extrapolated(network, 2, 0)).isCloseTo(-70 + rise, within(1e-9));
  }

  @Test
  void aConductanceSynapseRelaxesByItsClosedForm() {
    Network network = pair("TanhConductanceSynapse").with("TanhConductanceSynapse.slope", 0.03);
    double rate = 1e-3 * DENSITY * Math.tanh(40 * 0.03);
    assertThat(extrapolated(network, 2, 0))
        .isCloseTo(-70 * Math.exp(-rate * 2), within(1e-5)); // 0.001² · curvature
  }

  @Test
  void anIntegrateAndFireNeuronFiresByItsPeriod() {
    double[] v = voltages(cell("Leak", "Fire"), 0.001, 40_000, 0.002);
    int spikes = 0;
    for (int k = 1; k < v.length; k++) {
      spikes += v[k] < -65 && v[k - 1] > -52 ? 1 : 0;
    }
    double drive = 0.002 * DENSITY / 0.1; // mV above rest
    double period = -10 * Math.log(1 - 20 / drive); // from −70 to −50 mV with τ = 10 ms
    assertThat(spikes).isEqualTo((int) (40 / (period + 0.001))); // a step more until it resets
  }

  @Test
  void izhikevichsNeuronFollowsItsMap() {
    double dt = 0.1;
    double[] trace = voltages(cell("Izhikevich"), dt, 2000, 10 / DENSITY);
    double v = -70;
    double u = -14;
    int spikes = 0;
    for (int k = 0; k < 2000; k++) {
      u = u * Math.exp(-dt * 0.02) + 0.2 * v * (1 - Math.exp(-dt * 0.02));
      v += dt * (0.04 * v * v + 5 * v + 140 - u);
      if (v >= 30) {
        v = -65;
        u += 8;
        spikes++;
      }
      v += dt * 10; // the current, after it
      assertThat(trace[k + 1]).isCloseTo(v, within(1e-6)); // growth of rounding before spikes
    }
    assertThat(spikes).isBetween(4, 12); // regular spiking, his figure 2
  }

  @Test
  void anExponentialNeuronFollowsItsMap() {
    double dt = 0.02;
    double[] trace =
        voltages(cell("AdEx").with("capacitance", 200).with("AdEx.b", 20), dt, 5000, 500 / DENSITY);
    double v = -70;
    double w = 0;
    int spikes = 0;
    for (int k = 0; k < 5000; k++) {
      w = w * Math.exp(-dt / 30) + 2 * (v + 70) * (1 - Math.exp(-dt / 30));
      double rise = 20 * Math.exp(Math.min((v + 50) / 2, 10));
      v += dt / 200 * (-10 * (v + 70) + rise - w);
      if (v >= 0) {
        v = -58;
        w += 20;
        spikes++;
      }
      v += dt / 200 * 500;
      assertThat(trace[k + 1]).isCloseTo(v, within(1e-6)); // growth of rounding before spikes
    }
    assertThat(spikes).isGreaterThan(3);
  }

  @Test
  void aRateUnitDecays() {
    double[] v = voltages(cell("Rate").with("v", 1).with("Rate.tau", 2), 0.1, 50, 0);
    assertThat(v[50]).isCloseTo(Math.exp(-2.5), within(1e-12));
  }

  @Test
  void aDelayedSynapseDoesTheSameLater() {
    double[][] post = new double[2][];
    for (int i = 0; i < 2; i++) {
      Insertion synapse =
          Insertion.synapses(
              Mechanisms.named("TanhRateSynapse"),
              new int[] {0},
              new int[] {1},
              new double[] {i * 0.75});
      Network network =
          Network.of(
              List.of(POINT, POINT),
              List.of(Insertion.channel(Mechanisms.named("Leak"), 0, 1), synapse));
      NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(0.025), Set.of());
      Rollout.Protocol protocol =
          new Rollout.Protocol(200, List.of(Stimulus.step(0, 1, 1, 0.01, 0.025, 200)), List.of(1));
      post[i] = plan.newRollout(1 << 24).run(network.numbers(), protocol)[0];
    }
    for (int k = 0; k <= 200; k++) {
      assertThat(post[1][k]).isEqualTo(post[0][Math.max(0, k - 30)]);
    }
    assertThat(post[0][200]).isGreaterThan(post[0][0]);
  }

  @Test
  void aClampHoldsAVoltageAndItsNeighboursFollow() {
    Network network =
        Network.of(
            List.of(Morphology.of(List.of(Branch.of(Branch.ROOT, 2, 10, 1)))),
            List.of(Insertion.channel(Mechanisms.named("Leak"), 0, 1)));
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(0.1), Set.of());
    double[] held = new double[400];
    Arrays.fill(held, -20);
    Rollout.Protocol protocol =
        new Rollout.Protocol(500, List.of(), List.of(new Clamp(0, held)), List.of(0, 1));
    double[][] v = plan.newRollout(1 << 24).run(network.numbers(), protocol);
    double coupling = 10; // 1/ms of the default compartment, against a leak of 0.1
    double still = (coupling * -20 + 0.1 * -70) / (coupling + 0.1);
    assertThat(v[0][1]).isCloseTo(-20, within(1e-9)); // 1e-12 of what else is in its equation
    assertThat(v[0][400]).isCloseTo(-20, within(1e-9));
    assertThat(v[1][400]).isCloseTo(still, within(1e-9));
    assertThat(v[0][401]).isLessThan(-20.1); // free again
  }
}
