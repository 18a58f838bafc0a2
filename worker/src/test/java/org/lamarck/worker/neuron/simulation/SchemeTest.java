package org.lamarck.worker.neuron.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;

/** What holds of steps by each scheme, and of all of them. */
class SchemeTest {
  private static final Morphology POINT = Morphology.of(List.of(Branch.of(Branch.ROOT, 1, 10, 1)));
  private static final Morphology FORK =
      Morphology.of(
          List.of(
              Branch.of(Branch.ROOT, 3, 30, 2), Branch.of(0, 2, 25, 1), Branch.of(0, 2, 40, 0.7)));

  private static Network cell(Morphology morphology, String... channels) {
    int[] all = new int[morphology.compartments()];
    Arrays.setAll(all, i -> i);
    return Network.of(
        List.of(morphology),
        Arrays.stream(channels)
            .map(name -> Insertion.channel(Mechanisms.named(name), all))
            .toList());
  }

  private static double[][] run(
      Network network, Scheme scheme, double dt, int steps, List<Clamp> clamps, int... recorded) {
    NetworkPlan.Settings settings = new NetworkPlan.Settings(dt, scheme, Linearisation.DERIVATIVE);
    NetworkPlan plan = new NetworkPlan(network, settings, Set.of());
    Stimulus stimulus = Stimulus.step(0, 0.5, 1, 2, dt, steps);
    return plan.newRollout(1 << 28)
        .run(
            network.numbers(),
            new Rollout.Protocol(
                steps, List.of(stimulus), clamps, Arrays.stream(recorded).boxed().toList()));
  }

  @Test
  void exponentialEulerRelaxesALeakExactly() {
    double[] v =
        run(cell(POINT, "Leak").with("v", -50), Scheme.EXPONENTIAL_EULER, 0.4, 1, List.of(), 0)[0];
    assertThat(v[1]).isCloseTo(-70 + 20 * Math.exp(-0.04), within(1e-12)); // 0.1 mS/cm², 1 µF/cm²
  }

  @Test
  void crankNicolsonIsOfSecondOrderForALeak() {
    double[] errors = new double[2];
    for (int i = 0; i < 2; i++) {
      int steps = 2 << i;
      double[] v =
          run(
              cell(POINT, "Leak").with("v", -50),
              Scheme.CRANK_NICOLSON,
              0.4 / steps,
              steps,
              List.of(),
              0)[0];
      errors[i] = Math.abs(v[steps] - (-70 + 20 * Math.exp(-0.04)));
    }
    assertThat(errors[0] / errors[1]).isCloseTo(4, within(0.05));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void resetsActOnceAStepInAllSchemes(Scheme scheme) {
    double[] v =
        run(cell(POINT, "Rate").with("v", 1).with("Rate.tau", 2), scheme, 0.1, 4, List.of(), 0)[0];
    assertThat(v[4]).isCloseTo(Math.exp(-0.2), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void integrateAndFireCellsResetInAllSchemes(Scheme scheme) {
    Network cell = cell(POINT, "Leak", "Fire").with("v", -49).with("Leak.gLeak", 0);
    double[] v = run(cell, scheme, 0.1, 2, List.of(), 0)[0];
    assertThat(v[1]).isCloseTo(-70, within(1e-12)); // above the threshold of -50 before the step
    assertThat(v[2]).isCloseTo(-70, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void clampsHoldVoltagesInAllSchemes(Scheme scheme) {
    double[] held = new double[1200];
    Arrays.fill(held, 0, 1000, -20);
    Arrays.fill(held, 1000, 1200, Double.NaN);
    Network cell =
        cell(Morphology.of(List.of(Branch.of(Branch.ROOT, 2, 10, 1))), "Leak").with("v", -70);
    double[][] v = run(cell, scheme, 0.02, 1200, List.of(new Clamp(1, held)), 0, 1);
    assertThat(v[1][1]).isCloseTo(-20, within(1e-9)); // 1e-12 of what else is in its equation
    assertThat(v[1][1000]).isCloseTo(-20, within(1e-9));
    double still = (10 * -20 + 0.1 * -70) / 10.1; // coupling of 10 per ms, leak of 0.1 per ms
    // splitting moves the fixed point by half a step's share of both rates
    double split = scheme == Scheme.EXPONENTIAL_EULER ? 0.02 * 10 * 0.1 / 2 * 50 / 10.1 : 0;
    assertThat(v[0][1000]).isCloseTo(still, within(1e-9 + split * 1.2));
    assertThat(v[1][1001]).isLessThan(-20.01); // free again
  }

  @Test
  void allSchemesComeToTheSameVoltages() {
    Network axon = cell(FORK, "HH").with("v", -65).with("axial_resistivity", 200).atSteadyStates();
    List<double[]> ends = new ArrayList<>();
    for (Scheme scheme : Scheme.values()) {
      double[] coarse = run(axon, scheme, 0.002, 1000, List.of(), 6)[0];
      double[] fine = run(axon, scheme, 0.001, 2000, List.of(), 6)[0];
      double[] end = new double[10];
      for (int i = 0; i < end.length; i++) { // without the error of first order
        end[i] = 2 * fine[200 * (i + 1)] - coarse[100 * (i + 1)];
      }
      ends.add(end);
    }
    assertThat(ends.get(0)[9]).isGreaterThan(-50); // it is excited
    for (double[] end : ends) {
      for (int i = 0; i < end.length; i++) {
        assertThat(end[i])
            .as("sample %d", i)
            .isCloseTo(ends.get(0)[i], within(0.02)); // dt² of a spike
      }
    }
  }
}
