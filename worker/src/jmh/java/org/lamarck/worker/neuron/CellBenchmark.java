package org.lamarck.worker.neuron;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Rollout;
import org.lamarck.worker.neuron.simulation.Stimulus;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A cell of 217 branches with Hodgkin–Huxley channels, 20 ms in steps of 0.025 ms. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class CellBenchmark {
  private static final int BRANCHES = 217;
  private static final int STEPS = 800;
  private static final double STEP = 0.025;

  @Param({"4", "46", "461"}) // 868, 9982 and 100037 compartments
  private int perBranch;

  private Rollout rollout;
  private Rollout.Protocol protocol;
  private double[] numbers;
  private double[][] adjoint;

  /** A binary tree of 217 branches: 80 µm long, but for the soma. */
  static Morphology cell(int perBranch) {
    List<Branch> branches = new ArrayList<>(List.of(Branch.of(Branch.ROOT, perBranch, 10, 5)));
    for (int i = 1; i < BRANCHES; i++) {
      branches.add(Branch.of((i - 1) / 2, perBranch, 80.0 / perBranch, 0.5 + 1.0 / (1 + i % 7)));
    }
    return Morphology.of(branches);
  }

  /** Compiles the cell. */
  @Setup
  public void compile() {
    Morphology cell = cell(perBranch);
    int n = cell.compartments();
    Insertion axon = Insertion.channel(Mechanisms.named("HH"), IntStream.range(0, n).toArray());
    Network network =
        Network.of(List.of(cell), List.of(axon))
            .with("v", -65)
            .with("axial_resistivity", 100)
            .atSteadyStates();
    NetworkPlan plan =
        new NetworkPlan(
            network, NetworkPlan.Settings.of(STEP), Set.of("HH.gNa", "HH.gK", "radius"));
    rollout = plan.newRollout(1L << 30);
    protocol =
        new Rollout.Protocol(
            STEPS, List.of(Stimulus.step(0, 1, 1, 3, STEP, STEPS)), List.of(0, n - 1));
    numbers = network.numbers();
    adjoint = new double[2][STEPS + 1];
    Arrays.fill(adjoint[1], 1.0 / STEPS);
  }

  /** The voltages. */
  @Benchmark
  public double[][] simulation() {
    return rollout.run(numbers, protocol);
  }

  /** The voltages, and the gradient of the last compartment's mean by 2604 numbers or more. */
  @Benchmark
  public double[] gradient() {
    rollout.run(numbers, protocol);
    return rollout.pullBack(adjoint);
  }

  /**
   * The least CPU times of runs, which other programs on the machine hardly change.
   *
   * @param arguments compartments of a branch, 4 when left out; several are measured in turn
   */
  public static void main(String... arguments) {
    for (String perBranch : arguments.length == 0 ? new String[] {"4"} : arguments) {
      CellBenchmark cell = new CellBenchmark();
      cell.perBranch = Integer.parseInt(perBranch);
      cell.compile();
      cell.measure(Math.max(3, 100 / cell.perBranch));
    }
  }

  private void measure(int repeats) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    double simulation = Double.POSITIVE_INFINITY;
    double gradient = Double.POSITIVE_INFINITY;
    for (int i = 0; i < repeats; i++) {
      long begin = clock.getCurrentThreadCpuTime();
      double[][] voltages = simulation();
      long between = clock.getCurrentThreadCpuTime();
      double[] slopes = rollout.pullBack(adjoint);
      long end = clock.getCurrentThreadCpuTime();
      if (voltages[1][STEPS] > 100 || slopes.length == 0) {
        throw new IllegalStateException("no such run");
      }
      simulation = Math.min(simulation, (between - begin) * 1e-9);
      gradient = Math.min(gradient, (end - begin) * 1e-9);
    }
    System.out.printf(
        Locale.ROOT,
        "Lamarck, %d compartments%n  simulation %.4f s%n  with gradient %.4f s%n",
        BRANCHES * perBranch,
        simulation,
        gradient);
  }
}
