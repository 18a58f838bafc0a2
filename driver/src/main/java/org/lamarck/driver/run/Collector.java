package org.lamarck.driver.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.Receiver;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * Brings the individuals of one generation back into the order of asking. Where calls of the
 * objective are limited, the generation ends with the individual that spends the last of them, in
 * the order of asking: which ones come first by the clock is no matter.
 */
final class Collector implements Receiver<Individual> {
  /** How long a wait is before the run looks at its clock. */
  private static final long PATIENCE_MILLIS = 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final DoubleSupplier seconds;
  private final RunState state;
  private final List<Proposal> proposals;
  private final long calls;
  private final @Nullable Individual[] individuals;
  private final double[] times;
  private List<Integer> sent = List.of();
  private int done;
  private Effort effort = Effort.NONE;
  private double best = Double.POSITIVE_INFINITY;
  private int prefix; // so many of the first are there
  private long prefixCalls;
  private @Nullable EngineException failure;

  /**
   * Asks a state's generation.
   *
   * @param calls of the objective that are left
   */
  Collector(DoubleSupplier seconds, RunState state, long calls) {
    proposals = state.generation().ask();
    if (proposals.isEmpty()) {
      throw new IllegalStateException("a strategy that is not finished asked for nothing");
    }
    this.seconds = seconds;
    this.state = state;
    this.calls = calls;
    individuals = new Individual[proposals.size()];
    times = new double[proposals.size()];
    long first = proposals.get(0).id();
    Harvest known = state.harvest();
    for (int i = 0; i < known.individuals().size(); i++) {
      Individual individual = known.individuals().get(i);
      put((int) (individual.id() - first), individual, known.arrivals().get(i));
    }
  }

  /**
   * The proposals that must be computed next: no more than can be needed, since each takes some
   * calls. Empty when the generation is over.
   */
  List<Proposal> due() {
    lock.lock();
    try {
      List<Integer> due = new ArrayList<>();
      long least = 0;
      for (int i = 0; i < proposals.size() && least < calls && !over(); i++) {
        Individual known = individuals[i];
        least += known == null ? proposals.get(i).leastCalls() : calls(known);
        if (known == null) {
          due.add(i);
        }
      }
      sent = List.copyOf(due);
      return due.stream().map(proposals::get).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void received(int index, Individual individual) {
    lock.lock();
    try {
      put(sent.get(index), individual, seconds.getAsDouble());
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void put(int index, Individual individual, double time) {
    individuals[index] = individual;
    times[index] = time;
    done++;
    effort = effort.plus(individual.refinement().effort());
    best = Math.min(best, individual.upperBound(individual.id() + 1));
    while (!over() && individuals[prefix] != null) {
      prefixCalls += calls(individuals[prefix]);
      prefix++;
    }
  }

  private static long calls(Individual individual) {
    Effort effort = individual.refinement().effort();
    return effort.evaluations() + effort.gradients();
  }

  /** Whether no individual is waited for any more. */
  private boolean over() {
    return prefix == proposals.size() || prefixCalls >= calls;
  }

  private boolean answered() {
    return sent.stream().allMatch(index -> individuals[index] != null);
  }

  @Override
  public void stopped(EngineException cause) {
    lock.lock();
    try {
      failure = cause;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits a moment.
   *
   * @return whether all that were sent are there, or enough of them
   * @throws EngineException when the engine gave up
   */
  boolean await() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      while (!over() && !answered()) {
        if (failure != null) {
          throw failure;
        }
        if (left <= 0) {
          return false;
        }
        left = news.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** How many are there. */
  int done() {
    lock.lock();
    try {
      return done;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How it goes.
   *
   * @param shown what tasks under way have come to, by their place among those sent
   * @param waiting whether there is no machine for them
   */
  Progress progress(SortedMap<Integer, Individual> shown, boolean waiting) {
    lock.lock();
    try {
      Effort all = state.effort().plus(effort);
      double value = Math.min(state.bestValue(), best);
      for (Individual individual : shown.values()) {
        all = all.plus(individual.refinement().effort());
        value = Math.min(value, individual.value());
      }
      return new Progress(
          state.generation().number(),
          done,
          proposals.size(),
          all.evaluations(),
          all.gradients(),
          value,
          state.basins().basins().size(),
          seconds.getAsDouble(),
          waiting);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the whole generation is there and counts. */
  boolean complete() {
    return prefix == proposals.size();
  }

  /** Whether the calls are spent before the generation is complete. */
  boolean isSpent() {
    return prefixCalls >= calls && !complete();
  }

  /** All individuals, in the order of asking, once they are there. */
  List<Individual> individuals() {
    if (!complete()) {
      throw new IllegalStateException(done + " of " + proposals.size() + " individuals are there");
    }
    return List.of(individuals);
  }

  /** When each of {@link #individuals} came. */
  List<Double> arrivals() {
    List<Double> arrivals = new ArrayList<>();
    for (double time : times) {
      arrivals.add(time);
    }
    return arrivals;
  }

  /** Those that count when the calls are spent. */
  Harvest spent() {
    return harvest(prefix, List.of());
  }

  /**
   * All that is there.
   *
   * @param shown what tasks under way have come to
   */
  Harvest harvest(SortedMap<Integer, Individual> shown) {
    lock.lock();
    try {
      return harvest(proposals.size(), List.copyOf(shown.values()));
    } finally {
      lock.unlock();
    }
  }

  private Harvest harvest(int first, List<Individual> underWay) {
    List<Individual> there = new ArrayList<>();
    List<Double> arrivals = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      Individual individual = individuals[i];
      if (individual != null) {
        there.add(individual);
        arrivals.add(times[i]);
      }
    }
    return new Harvest(there, arrivals, underWay, state.harvest().floor());
  }
}
