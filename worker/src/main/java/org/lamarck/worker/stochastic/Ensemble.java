package org.lamarck.worker.stochastic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.KernelFactory;

/**
 * Many runs of one process. Each run's stream is a function of the seed and of the run's number,
 * and sums go over blocks of runs that do not depend on threads: so results have the same bits on
 * any number of them.
 */
public final class Ensemble {
  private static final int BLOCK = 64;

  private final JumpPlan plan;
  private final JumpMethod method;
  private final KernelFactory observables;
  private final int columns;

  /**
   * What is run.
   *
   * @param times ascending; the first is the time of the initial values
   * @param given the values of what the plan has as given
   */
  @SuppressWarnings("ArrayRecordComponent") // made for one call
  public record Experiment(double[] times, double[] given, int runs, long seed) {}

  /** Is given each run, in the order of the runs. */
  @FunctionalInterface
  public interface Paths {
    /**
     * Takes a run.
     *
     * @param values times × observables, row by row; to be used before this returns
     */
    void add(int run, double[] values);
  }

  /** What came of it. */
  public sealed interface Result {
    /**
     * All runs were made.
     *
     * @param reactions how many happened in all
     */
    record Completed(Moments moments, long reactions) implements Result {}

    /** A run could not be finished. */
    record Failed(int run, String reason) implements Result {}
  }

  /**
   * An ensemble.
   *
   * @param observables what is seen of each run, from {@link JumpPlan#observables}
   */
  public Ensemble(JumpPlan plan, JumpMethod method, KernelFactory observables) {
    this.plan = plan;
    this.method = method;
    this.observables = observables;
    columns = observables.size().outputs();
  }

  /** Runs on so many threads. */
  public Result run(
      Experiment experiment, int threads, Optional<Paths> paths, BooleanSupplier cancelled) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Deque<Future<Block>> open = new ArrayDeque<>();
      int blocks = (experiment.runs + BLOCK - 1) / BLOCK;
      ThreadLocal<Lane> lanes = ThreadLocal.withInitial(() -> new Lane(experiment, cancelled));
      for (int b = 0; b < blocks; b++) {
        int from = b * BLOCK;
        int to = Math.min(experiment.runs, from + BLOCK);
        boolean keep = paths.isPresent();
        open.add(executor.submit(() -> lanes.get().run(from, to, keep)));
      }
      Moments all = new Moments(experiment.times.length, columns);
      long reactions = 0;
      for (int b = 0; b < blocks; b++) {
        Block block = open.remove().get();
        if (block.failure.isPresent()) {
          return new Result.Failed(block.run, block.failure.get());
        }
        all.add(block.moments);
        reactions += block.reactions;
        for (int i = 0; i < block.values.size() && paths.isPresent(); i++) {
          paths.get().add(b * BLOCK + i, block.values.get(i));
        }
      }
      return new Result.Completed(all, reactions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted between runs");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lane of the ensemble broke", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  /** Runs that follow each other. */
  private record Block(
      Moments moments, List<double[]> values, long reactions, int run, Optional<String> failure) {}

  /** What one thread works with. */
  private final class Lane {
    private final Experiment experiment;
    private final JumpSimulation simulation;
    private final Kernel kernel = observables.newKernel();
    private final double[] row = new double[columns];
    private final double[] values;
    private final RandomStream seed;

    Lane(Experiment experiment, BooleanSupplier cancelled) {
      this.experiment = experiment;
      simulation = new JumpSimulation(plan, method, cancelled);
      values = new double[experiment.times.length * columns];
      seed = RandomStream.of(experiment.seed);
    }

    Block run(int from, int to, boolean keep) {
      Moments moments = new Moments(experiment.times.length, columns);
      List<double[]> kept = new ArrayList<>();
      long before = simulation.reactions();
      for (int run = from; run < to; run++) {
        Optional<String> failure =
            simulation.run(
                experiment.given, seed.split("run", run), experiment.times, this::observe);
        if (failure.isPresent()) {
          return new Block(moments, kept, 0, run, failure);
        }
        moments.add(values);
        if (keep) {
          kept.add(values.clone());
        }
      }
      return new Block(moments, kept, simulation.reactions() - before, to, Optional.empty());
    }

    private void observe(int k, double t, double[] y, double[] p) {
      kernel.evaluate(t, y, p, row);
      System.arraycopy(row, 0, values, k * columns, columns);
    }
  }
}
