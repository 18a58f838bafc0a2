package org.lamarck.worker.cells;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.cells.fit.Spread;
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
 * Value and gradient of the notebook's tissue: ten cells, 100 times growth and ten Brownian steps,
 * with noise that is given. {@code bench/tissue/gradient.py} is the same in JAX.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class TissueBenchmark {
  private static final int CELLS = 10;
  private static final int REPEATS = 100;
  private static final int STEPS = 10;

  private final double[] noise = new double[CELLS * 2 * REPEATS * STEPS];
  private final double[] byState = new double[CELLS * Fields.plain(2).width()];
  private Rollout rollout;
  private Tissue start;

  /** Draws positions and noise. */
  @Setup
  public void draw() {
    Morse morse = new Morse(Setting.parameter(0), Setting.parameter(1), 15, 20);
    rollout =
        new Rollout(
            List.of(
                new Growth(Setting.fixed(0.005), Setting.parameter(2), false, 10),
                new Relaxation(morse, STEPS, 1e-4, 0.8, 1)),
            REPEATS,
            Fields.plain(2),
            CELLS);
    start = Beginning.scattered(CELLS, 2, -5, 5, 0.3, 0).draw(RandomStream.of(1));
    RandomStream random = RandomStream.of(2);
    for (int n = 0; n < noise.length; n++) {
      noise[n] = random.nextGaussian();
    }
    Vector given = Vector.of(noise);
    rollout.give(() -> Noise.given(given));
  }

  /** By depth, width and the largest radius. */
  @Benchmark
  public double[] gradient() {
    java.util.Arrays.fill(byState, 0);
    org.lamarck.worker.cells.State end =
        new org.lamarck.worker.cells.State(rollout.run(start, new double[] {3, 3, 2}), CELLS);
    new Spread().of(end, 1, byState);
    return rollout.pullBack(byState);
  }
}
