package org.lamarck.worker.rollout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A rollout of 10⁴ states, there alone, and there and back with all states kept or one in twenty:
 * what 10⁵ steps have of 400 MB.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class RolloutBenchmark {
  private static final int STATES = 10_000;
  private static final int STEPS = 2_000;

  private final double[] start = new double[STATES];
  private final double[] constants = new double[STATES];
  private Rollout all;
  private Rollout some;

  /** Compiles s' = s + 0.001 (a − s³). */
  @Setup
  public void compile() {
    Graph graph = new Graph();
    Node s = graph.input("s", Shape.of(STATES));
    Node a = graph.input("a", Shape.of(STATES));
    Node next = graph.map("s + 0.001 * (a - s * s * s)", Map.of("s", s, "a", a));
    RolloutPlan plan = RolloutPlan.of(graph, s, List.of(), List.of(a), next);
    all = plan.newRollout(STEPS, 8L * STATES * (STEPS + 1));
    some = plan.newRollout(STEPS, 8L * STATES * STEPS / 20);
    Arrays.setAll(constants, i -> 1 + i % 7);
  }

  private boolean there(Rollout rollout) {
    return rollout.run(start, new double[0], constants, (k, state) -> {});
  }

  private double back(Rollout rollout) {
    there(rollout);
    rollout.pullBack((k, bar) -> bar[0] += k == STEPS ? 1 : 0);
    return rollout.byParameters()[0];
  }

  /** The simulation. */
  @Benchmark
  public boolean simulation() {
    return there(all);
  }

  /** With the plain sweep back. */
  @Benchmark
  public double plain() {
    return back(all);
  }

  /** With the sweep back from snapshots. */
  @Benchmark
  public double snapshots() {
    return back(some);
  }
}
