package org.lamarck.worker.neuron;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Rollout;
import org.lamarck.worker.neuron.simulation.Stimulus;

/** 50 cells of {@link CellBenchmark} with 10⁴ synapses, once: CPU time and memory. */
public final class PopulationBenchmark {
  private static final int CELLS = 50;
  private static final int SYNAPSES = 10_000;
  private static final int STEPS = 800;
  private static final double STEP = 0.025;

  private PopulationBenchmark() {}

  /** Simulates, and goes back with 2 GB for what is kept of the steps. */
  public static void main(String... arguments) {
    Morphology cell = CellBenchmark.cell(4);
    int each = cell.compartments();
    int n = CELLS * each;
    int[] pre = new int[SYNAPSES];
    int[] post = new int[SYNAPSES];
    Arrays.setAll(pre, i -> i % CELLS * each);
    Arrays.setAll(post, i -> (i * 7 + 3) % CELLS * each + i * 13 % each);
    Insertion axon = Insertion.channel(Mechanisms.named("HH"), IntStream.range(0, n).toArray());
    Insertion synapses = Insertion.synapses(Mechanisms.named("IonotropicSynapse"), pre, post);
    Network network =
        Network.of(Collections.nCopies(CELLS, cell), List.of(axon, synapses))
            .with("v", -65)
            .with("axial_resistivity", 100)
            .atSteadyStates();
    Set<String> moving = Set.of("HH.gNa", "HH.gK", "radius", "IonotropicSynapse.gS");
    NetworkPlan plan = new NetworkPlan(network, NetworkPlan.Settings.of(STEP), moving);
    Rollout rollout = plan.newRollout(2L << 30);
    Stimulus stimulus = Stimulus.step(0, 1, 1, 3, STEP, STEPS);
    double[][] adjoint = new double[2][STEPS + 1];
    Arrays.fill(adjoint[1], 1.0 / STEPS);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begin = clock.getCurrentThreadCpuTime();
    rollout.run(
        network.numbers(), new Rollout.Protocol(STEPS, List.of(stimulus), List.of(0, n - 1)));
    long between = clock.getCurrentThreadCpuTime();
    double[] slopes = rollout.pullBack(adjoint);
    long end = clock.getCurrentThreadCpuTime();
    long infinite = Arrays.stream(slopes).filter(Double::isInfinite).count();
    Runtime java = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT,
        "%d compartments, %d synapses%n  simulation %.2f s%n  with gradient %.2f s, %d infinite%n"
            + "  memory %d MB%n",
        n,
        SYNAPSES,
        (between - begin) * 1e-9,
        (end - begin) * 1e-9,
        infinite,
        java.totalMemory() - java.freeMemory() >> 20);
  }
}
