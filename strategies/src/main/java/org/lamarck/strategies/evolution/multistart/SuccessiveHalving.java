package org.lamarck.strategies.evolution.multistart;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * Local searches side by side, in slices of equal length so that a generation waits for nobody.
 *
 * @param running those that go on with the next slice
 * @param waiting those that came to a rung and may go on later
 * @param rungs for each rung the hopes of all that came to it
 * @param started how many searches were begun
 */
public record SuccessiveHalving(
    List<RunningSearch> running,
    List<RunningSearch> waiting,
    List<List<Double>> rungs,
    long started)
    implements Serializable {
  /** More than this many are never waiting: the worst are dropped. */
  private static final int MOST_WAITING = 48;

  /** Nothing begun. */
  public static final SuccessiveHalving EMPTY =
      new SuccessiveHalving(List.of(), List.of(), List.of(), 0);

  public SuccessiveHalving {
    running = List.copyOf(running);
    waiting = List.copyOf(waiting);
    rungs = rungs.stream().map(List::copyOf).toList();
  }

  /**
   * How the searches are made.
   *
   * @param slice iterations per generation
   * @param limit iterations after which a search counts as ended
   */
  public record Rules(LocalSearch search, int slice, int limit, Racing racing)
      implements Serializable {
    public Rules {
      if (slice < 1 || limit < slice) {
        throw new IllegalArgumentException(
            "a slice (%d) must be at least 1 iteration and at most the limit (%d)"
                .formatted(slice, limit));
      }
    }
  }

  /** A search at its end. */
  public record Ended(Start start, Refinement refinement) {}

  /** What a generation brought: the race as it stands now, and the searches that ended. */
  public record Outcome(SuccessiveHalving race, List<Ended> ended) {}

  /** One slice for each running search, then one for each new start. */
  public List<Proposal> ask(long firstId, List<Start> starts, Rules rules) {
    List<Proposal> proposals = new ArrayList<>();
    long id = firstId;
    for (RunningSearch search : running) {
      proposals.add(search.proposal(id++, rules.search(), rules.slice()));
    }
    for (Start start : starts) {
      proposals.add(start.proposal(id++, rules.search(), rules.slice()));
    }
    return proposals;
  }

  /**
   * The race after a slice.
   *
   * @param lived in the order of {@link #ask}
   * @param starts as they were asked
   * @param exempt whether the new starts run to their end whatever the others do
   * @param archive of basins that need not be refined again
   * @param slots how many may run next
   */
  public Outcome tell(
      List<Individual> lived,
      List<Start> starts,
      boolean exempt,
      BasinArchive archive,
      Rules rules,
      int slots) {
    List<RunningSearch> next = new ArrayList<>();
    List<RunningSearch> queue = new ArrayList<>(waiting);
    List<List<Double>> hopes = new ArrayList<>(rungs.stream().map(ArrayList::new).toList());
    List<Ended> ended = new ArrayList<>();
    double lowest = lowest(lived, archive);
    for (int i = 0; i < lived.size(); i++) {
      Refinement refinement = lived.get(i).refinement();
      RunningSearch old = i < running.size() ? running.get(i) : null;
      Start start = old == null ? starts.get(i - running.size()) : old.began();
      LocalState state = refinement.resumable();
      if (state == null || refinement.termination() != Termination.BUDGET) {
        ended.add(new Ended(start, refinement));
        continue;
      }
      RunningSearch search =
          old == null
              ? RunningSearch.begun(start, lived.get(i), state, exempt)
              : old.after(refinement, state);
      if (search.iterations() >= rules.limit()
          || archive.entered(refinement)
          || !search.mayReach(lowest, rules.slice(), rules.limit())) {
        ended.add(new Ended(start, refinement));
      } else if (!search.exempt()
          && search.iterations() >= rules.racing().iterations(search.rung())) {
        arrive(search, hopes);
        queue.add(search);
      } else {
        next.add(search);
      }
    }
    promote(queue, next, hopes, rules.racing(), slots);
    long begun = started + starts.size();
    return new Outcome(
        new SuccessiveHalving(next, shortened(queue), hopes, begun), List.copyOf(ended));
  }

  private static double lowest(List<Individual> lived, BasinArchive archive) {
    double lowest = archive.best().map(BasinArchive.Basin::value).orElse(Double.POSITIVE_INFINITY);
    for (Individual one : lived) {
      lowest = Math.min(lowest, one.value());
    }
    return lowest;
  }

  private static void arrive(RunningSearch search, List<List<Double>> hopes) {
    while (hopes.size() <= search.rung()) {
      hopes.add(new ArrayList<>());
    }
    List<Double> rung = hopes.get(search.rung());
    rung.add(search.hope());
    rung.sort(Comparator.naturalOrder());
  }

  /** Fills free slots with those waiting, the most advanced first. */
  private static void promote(
      List<RunningSearch> queue,
      List<RunningSearch> next,
      List<List<Double>> hopes,
      Racing racing,
      int slots) {
    List<RunningSearch> order = new ArrayList<>(queue);
    order.sort(
        Comparator.comparingInt(RunningSearch::rung)
            .reversed()
            .thenComparing(Comparator.comparingDouble(RunningSearch::hope)));
    for (RunningSearch search : order) {
      if (next.size() >= slots) {
        return;
      }
      List<Double> rung = hopes.get(search.rung());
      // of the first few to arrive one goes on at once: waiting for rivals would idle the slot
      int admitted = Math.max(1, rung.size() / racing.reduction());
      if (search.hope() <= rung.get(admitted - 1)) {
        queue.remove(search);
        next.add(search.onRung(search.rung() + 1));
      }
    }
  }

  private static List<RunningSearch> shortened(List<RunningSearch> queue) {
    if (queue.size() <= MOST_WAITING) {
      return queue;
    }
    List<RunningSearch> order = new ArrayList<>(queue);
    order.sort(Comparator.comparingDouble(RunningSearch::hope));
    return order.subList(0, MOST_WAITING);
  }

  /** How many new starts fit beside the running searches. */
  public int free(int slots) {
    return Math.max(0, slots - running.size());
  }
}
