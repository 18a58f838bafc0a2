package org.lamarck.driver.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.Receiver;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/** Brings the individuals of one generation back into the order of asking. */
final class Collector implements Receiver<Individual> {
  /** How long a wait is before the run looks at its clock. */
  private static final long PATIENCE_MILLIS = 100;

  private final DoubleSupplier seconds;
  private final List<Proposal> proposals;
  private final @Nullable Individual[] individuals;
  private final double[] times;
  private final CountDownLatch ended = new CountDownLatch(1);
  private int done;
  private Effort effort = Effort.NONE;
  private double best = Double.POSITIVE_INFINITY;
  private @Nullable EngineException failure;

  Collector(DoubleSupplier seconds, List<Proposal> proposals) {
    if (proposals.isEmpty()) {
      throw new IllegalStateException("a strategy that is not finished asked for nothing");
    }
    this.seconds = seconds;
    this.proposals = proposals;
    individuals = new Individual[proposals.size()];
    times = new double[proposals.size()];
  }

  List<Proposal> proposals() {
    return proposals;
  }

  @Override
  public synchronized void received(int index, Individual individual) {
    individuals[index] = individual;
    times[index] = seconds.getAsDouble();
    done++;
    effort = effort.plus(individual.refinement().effort());
    best = Math.min(best, individual.value());
    if (done == individuals.length) {
      ended.countDown();
    }
  }

  @Override
  public synchronized void stopped(EngineException cause) {
    failure = cause;
    ended.countDown();
  }

  /**
   * Waits a moment.
   *
   * @return whether all are there
   * @throws EngineException when the engine gave up
   */
  boolean awaitAll() throws InterruptedException {
    if (!ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      return false;
    }
    synchronized (this) {
      if (failure != null) {
        throw failure;
      }
    }
    return true;
  }

  synchronized Progress progress(RunState state) {
    return new Progress(
        state.generation().number(),
        done,
        individuals.length,
        state.effort().evaluations() + effort.evaluations(),
        state.effort().gradients() + effort.gradients(),
        Math.min(state.bestValue(), best),
        state.basins().basins().size(),
        seconds.getAsDouble());
  }

  /** All individuals, in the order of asking, once they are there. */
  List<Individual> individuals() {
    List<Individual> all = arrived();
    if (all.size() < proposals.size()) {
      throw new IllegalStateException(
          all.size() + " of " + proposals.size() + " individuals are there");
    }
    return all;
  }

  /** Those that are there, in the order of asking. */
  synchronized List<Individual> arrived() {
    return Arrays.stream(individuals).filter(individual -> individual != null).toList();
  }

  /** When each of {@link #arrived} came. */
  synchronized List<Double> arrivals() {
    List<Double> arrivals = new ArrayList<>();
    for (int i = 0; i < individuals.length; i++) {
      if (individuals[i] != null) {
        arrivals.add(times[i]);
      }
    }
    return arrivals;
  }
}
