package org.lamarck.strategies.sampling;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.chain.ChainState;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.chain.Trace;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.Report;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where a {@link Sampling} stands.
 *
 * @param random only split, never read
 * @param chains in their order
 */
record SamplingGeneration(
    Sampling settings,
    SearchSpace space,
    RandomStream random,
    SearchHistory history,
    List<Chain> chains)
    implements RecordedGeneration {
  /** Starts of a chain of which none could be evaluated: it ends without draws. */
  static final int MOST_STARTS = 100;

  SamplingGeneration {
    chains = List.copyOf(chains);
  }

  /**
   * One chain.
   *
   * @param start where it begins
   * @param starts how many were tried
   * @param state from which it goes on; absent before its first step where nothing is known
   * @param draws after it has learnt
   */
  record Chain(Vector start, int starts, @Nullable ChainState state, List<Draw> draws)
      implements Serializable {
    Chain {
      draws = Collections.unmodifiableList(draws);
    }

    long steps() {
      return state == null ? 0 : state.steps();
    }
  }

  static SamplingGeneration begin(
      Sampling settings, SearchSpace space, RandomStream random, List<Vector> guesses) {
    List<Chain> chains = new ArrayList<>();
    for (Mode mode : Mode.allotted(settings.modes(), settings.chains(), space)) {
      Vector start = space.clip(mode.point());
      chains.add(new Chain(start, 1, settings.kernel().begin(start, mode.hessian()), List.of()));
    }
    for (int c = chains.size(); c < settings.chains(); c++) {
      Vector start =
          guesses.isEmpty()
              ? space.drawStart(random.split("start", c))
              : space.clip(guesses.get(c % guesses.size()));
      chains.add(new Chain(start, 1, null, List.of()));
    }
    return new SamplingGeneration(settings, space, random, SearchHistory.EMPTY, chains);
  }

  private long all() {
    return (long) settings.kernel().warmup() + settings.draws();
  }

  private boolean goesOn(Chain chain) {
    return chain.steps() < all() && chain.starts() <= MOST_STARTS;
  }

  @Override
  public List<Proposal> ask() {
    List<Proposal> proposals = new ArrayList<>();
    for (int c = 0; c < chains.size(); c++) {
      Chain chain = chains.get(c);
      if (goesOn(chain)) {
        int steps = (int) Math.min(settings.slice(), all() - chain.steps());
        proposals.add(
            new Proposal(
                history.nextId() + proposals.size(),
                "chain",
                List.of(chain.start()),
                new Work.Walk(settings.kernel(), steps, random.split("chain", c), chain.state())));
      }
    }
    return proposals;
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory books =
        history.after((int) chains.stream().filter(this::goesOn).count(), individuals);
    List<Chain> next = new ArrayList<>();
    int told = 0;
    for (int c = 0; c < chains.size(); c++) {
      Chain chain = chains.get(c);
      next.add(goesOn(chain) ? after(chain, c, individuals.get(told++).trace()) : chain);
    }
    return new SamplingGeneration(settings, space, random, books, next);
  }

  /** One that could not begin, or was lost, begins elsewhere. */
  private Chain after(Chain chain, int c, @Nullable Trace trace) {
    if (trace == null || trace.draws().isEmpty()) {
      Vector start = space.drawStart(random.split("start", c).split("again", chain.starts()));
      return chain.steps() == 0
          ? new Chain(start, chain.starts() + 1, null, List.of())
          : new Chain(chain.start(), chain.starts() + 1, chain.state(), chain.draws());
    }
    List<Draw> draws = new ArrayList<>(chain.draws());
    draws.addAll(trace.kept(settings.kernel().warmup(), chain.steps()));
    return new Chain(chain.start(), chain.starts(), trace.state(), draws);
  }

  @Override
  public Optional<Ending> ending() {
    return chains.stream().noneMatch(this::goesOn) ? Optional.of(Ending.DONE) : Optional.empty();
  }

  @Override
  public Report report() {
    return new Sampled(chains.stream().map(Chain::draws).toList());
  }
}
