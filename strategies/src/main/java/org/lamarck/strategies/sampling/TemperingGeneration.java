package org.lamarck.strategies.sampling;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.chain.Nuts;
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
 * Where a {@link Tempering} stands: before the survey of the space, which tells how hot it must
 * become, or on ladders.
 *
 * @param random only split, never read
 * @param guesses where chains begin when there are no modes
 * @param ladders the chains; none before the survey
 * @param draws of each ladder at β = 1
 */
record TemperingGeneration(
    Tempering settings,
    SearchSpace space,
    RandomStream random,
    SearchHistory history,
    List<Vector> guesses,
    @Nullable Ladders ladders,
    List<List<Draw>> draws)
    implements RecordedGeneration {
  static final int MOST_LEVELS = 60;

  /**
   * The depth of trajectories above the density's own temperature: exchanges carry on from there.
   */
  private static final int SHALLOW = 4;

  /** Draws of the space by which a ladder's hottest finite temperature is chosen. */
  private static final int SURVEY = 50;

  /**
   * The part of the warmup after which temperatures stay and metrics learn at what they are. Before
   * they are placed anew at half of that, a quarter, and so on: each time by twice as many rounds.
   */
  private static final double ADAPTING = 0.6;

  /** Rounds that tell enough to place temperatures. */
  private static final int FEWEST_ROUNDS = 4;

  /**
   * Chains at all temperatures.
   *
   * @param rungs of each ladder, from cold to hot
   * @param rounds of exchanges so far
   * @param accepted sums of the probabilities of exchanges with the next hotter level since
   *     temperatures were placed
   * @param counted rounds of these
   */
  record Ladders(Ladder ladder, List<List<Rung>> rungs, long rounds, Vector accepted, long counted)
      implements Serializable {
    Ladders {
      rungs = rungs.stream().map(List::copyOf).toList();
    }

    static Ladders of(Ladder ladder, List<List<Rung>> rungs, long rounds) {
      return new Ladders(ladder, rungs, rounds, Vector.zeros(ladder.levels() - 1), 0);
    }

    /** Means over the rounds since temperatures were placed. */
    Vector acceptances() {
      return accepted.times(1.0 / Math.max(1, counted));
    }
  }

  TemperingGeneration {
    draws = draws.stream().map(Collections::unmodifiableList).toList();
  }

  static TemperingGeneration begin(
      Tempering settings, SearchSpace space, RandomStream random, List<Vector> guesses) {
    return new TemperingGeneration(
        settings,
        space,
        random,
        SearchHistory.EMPTY,
        List.copyOf(guesses),
        null,
        Collections.nCopies(settings.ladders(), List.of()));
  }

  private long all() {
    return (long) settings.kernel().warmup() + settings.draws();
  }

  private Nuts kernel(double beta) {
    Nuts kernel = settings.kernel().at(beta);
    return beta == 1 ? kernel : kernel.within(SHALLOW);
  }

  private boolean goesOn(Rung rung) {
    return rung.steps() < all() && rung.starts() <= SamplingGeneration.MOST_STARTS;
  }

  @Override
  public List<Proposal> ask() {
    List<Proposal> proposals = new ArrayList<>();
    if (ladders == null) {
      for (int l = 0; l < settings.ladders(); l++) {
        Work walk = new Work.Walk(settings.kernel().at(0), SURVEY, random.split("survey", l), null);
        Vector start = space.drawStart(random.split("start", l));
        proposals.add(
            new Proposal(history.nextId() + proposals.size(), "survey", List.of(start), walk));
      }
      return proposals;
    }
    for (int l = 0; l < settings.ladders(); l++) {
      for (int k = 0; k < ladders.ladder().levels(); k++) {
        Rung rung = ladders.rungs().get(l).get(k);
        if (goesOn(rung)) {
          Work walk =
              new Work.Walk(
                  kernel(ladders.ladder().betas().get(k)),
                  (int) Math.min(settings.slice(), all() - rung.steps()),
                  random.split("ladder", l).split("chain", k),
                  rung.state());
          proposals.add(
              new Proposal(
                  history.nextId() + proposals.size(),
                  k == 0 ? "chain" : "tempered chain",
                  List.of(rung.start()),
                  walk));
        }
      }
    }
    return proposals;
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory books = history.after(ask().size(), individuals);
    if (ladders == null) {
      return with(books, Ladders.of(surveyed(individuals), List.of(), 0), draws).begun();
    }
    List<List<Rung>> rungs = new ArrayList<>();
    List<List<Draw>> grown = new ArrayList<>();
    int told = 0;
    for (int l = 0; l < settings.ladders(); l++) {
      List<Rung> of = new ArrayList<>(ladders.rungs().get(l));
      List<Draw> cold = new ArrayList<>(draws.get(l));
      for (int k = 0; k < of.size(); k++) {
        Rung rung = of.get(k);
        if (goesOn(rung)) {
          Trace trace = individuals.get(told++).trace();
          if (k == 0 && trace != null) {
            cold.addAll(trace.kept(settings.kernel().warmup(), rung.steps()));
          }
          of.set(k, after(rung, trace, l, k));
        }
      }
      rungs.add(of);
      grown.add(cold);
    }
    return with(books, exchanged(rungs), grown);
  }

  private TemperingGeneration with(
      SearchHistory books, Ladders others, List<List<Draw>> otherDraws) {
    return new TemperingGeneration(settings, space, random, books, guesses, others, otherDraws);
  }

  private Rung after(Rung rung, @Nullable Trace trace, int l, int k) {
    if (trace != null && !trace.draws().isEmpty()) {
      return rung.after(trace, settings.kernel().warmup());
    }
    if (rung.steps() > 0) {
      return rung.again();
    }
    Vector start =
        space.drawStart(random.split("ladder", l).split("start", k).split("again", rung.starts()));
    return rung.again(start, settings.kernel().begin(start));
  }

  /** Temperatures from the density's own to one at which most of the space is reached. */
  private Ladder surveyed(List<Individual> individuals) {
    double[] values =
        individuals.stream()
            .map(Individual::trace)
            .filter(trace -> trace != null)
            .flatMap(trace -> trace.draws().stream())
            .mapToDouble(Draw::value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double least =
        settings.modes().stream()
            .mapToDouble(Mode::value)
            .min()
            .orElse(values.length == 0 ? 0 : values[0]);
    int n = space.free().length;
    double typical = values.length == 0 ? least : values[values.length / 2];
    // of a normal density U is n T/2 above its least value, on average
    double hottest = Math.max(10, 2 * (typical - least) / n);
    // the logarithm of the ratio at which about a third of exchanges are accepted
    double ratio = 2 / Math.sqrt(n);
    int levels =
        settings.levels() > 0
            ? settings.levels()
            : (int) Math.min(MOST_LEVELS, 2 + Math.ceil(Math.log(hottest) / ratio));
    return Ladder.geometric(hottest, levels);
  }

  /** All chains where they begin. */
  private TemperingGeneration begun() {
    Ladder ladder = Objects.requireNonNull(ladders).ladder();
    List<Mode> modes = settings.modes();
    List<Mode> cold = Mode.allotted(modes, settings.ladders(), space);
    List<List<Rung>> rungs = new ArrayList<>();
    for (int l = 0; l < settings.ladders(); l++) {
      List<Rung> of = new ArrayList<>();
      for (int k = 0; k < ladder.levels(); k++) {
        if (!modes.isEmpty() && k + 1 < ladder.levels()) {
          Mode mode = k == 0 ? cold.get(l) : modes.get((l + k) % modes.size());
          Vector start = space.clip(mode.point());
          of.add(Rung.at(start, settings.kernel().begin(start, mode.hessian())));
        } else {
          Vector start =
              guesses.isEmpty() || k + 1 == ladder.levels()
                  ? space.drawStart(random.split("ladder", l).split("start", k))
                  : space.clip(guesses.get((l + k) % guesses.size()));
          of.add(Rung.at(start, settings.kernel().begin(start)));
        }
      }
      rungs.add(of);
    }
    return with(history, Ladders.of(ladder, rungs, 0), draws);
  }

  /** After a round of exchanges, and what temperatures learn of it. */
  private Ladders exchanged(List<List<Rung>> rungs) {
    Ladders before = Objects.requireNonNull(ladders);
    Ladder ladder = before.ladder();
    double[] acceptances = new double[ladder.levels() - 1];
    for (int l = 0; l < rungs.size(); l++) {
      List<Rung> of = rungs.get(l);
      RandomStream chance = random.split("exchange", before.rounds()).split("ladder", l);
      for (int k = 0; k < acceptances.length; k++) {
        double acceptance = acceptance(ladder, of, k);
        acceptances[k] += acceptance / rungs.size();
      }
      for (int k = (int) (before.rounds() % 2); k < acceptances.length; k += 2) {
        if (chance.split("level", k).nextDouble() < acceptance(ladder, of, k)) {
          Rung colder = of.get(k);
          of.set(k, colder.from(of.get(k + 1)));
          of.set(k + 1, of.get(k + 1).from(colder));
        }
      }
    }
    Ladders after =
        new Ladders(
            ladder,
            rungs,
            before.rounds() + 1,
            before.accepted().plus(Vector.of(acceptances)),
            before.counted() + 1);
    return isTimeToPlace(after.rounds()) ? placed(after) : after;
  }

  private boolean isTimeToPlace(long rounds) {
    long rest = (long) (ADAPTING * settings.kernel().warmup() / settings.slice());
    while (rest > rounds) {
      rest /= 2;
    }
    return rest == rounds && rounds >= FEWEST_ROUNDS;
  }

  /** On other temperatures, to each of which the chain goes on that was nearest. */
  private Ladders placed(Ladders now) {
    double[] acceptances = now.acceptances().toArray();
    int levels =
        settings.levels() > 0
            ? settings.levels()
            : Math.min(MOST_LEVELS, Math.max(3, now.ladder().wanted(acceptances)));
    Ladder next = now.ladder().placed(acceptances, levels);
    List<List<Rung>> rungs = new ArrayList<>();
    for (List<Rung> of : now.rungs()) {
      List<Rung> on = new ArrayList<>();
      for (double beta : next.betas().toArray()) {
        on.add(of.get(now.ladder().nearest(beta)));
      }
      rungs.add(on);
    }
    return Ladders.of(next, rungs, now.rounds());
  }

  private static double acceptance(Ladder ladder, List<Rung> rungs, int k) {
    Rung colder = rungs.get(k);
    Rung hotter = rungs.get(k + 1);
    return colder.stands() && hotter.stands()
        ? ladder.acceptance(k, colder.value(), hotter.value())
        : 0;
  }

  @Override
  public Optional<Ending> ending() {
    return ladders != null && ladders.rungs().stream().flatMap(List::stream).noneMatch(this::goesOn)
        ? Optional.of(Ending.DONE)
        : Optional.empty();
  }

  @Override
  public Report report() {
    return new Sampled(draws, ladders == null ? null : tempered(ladders));
  }

  private Tempered tempered(Ladders now) {
    Vector betas = now.ladder().betas();
    Vector acceptances = now.acceptances();
    int length =
        now.rungs().stream()
            .flatMap(List::stream)
            .mapToInt(rung -> rung.values().size())
            .min()
            .orElse(0);
    if (length < Convergence.FEWEST_DRAWS) {
      return new Tempered(betas, acceptances, Double.NaN, Double.NaN);
    }
    List<List<double[]>> values = new ArrayList<>();
    for (List<Rung> of : now.rungs()) {
      values.add(of.stream().map(r -> Arrays.copyOf(r.values().toArray(), length)).toList());
    }
    double logVolume = 0;
    for (int i : space.free()) {
      logVolume += Math.log(space.widths().get(i));
    }
    SteppingStones stones = SteppingStones.of(betas, values, logVolume);
    return new Tempered(betas, acceptances, stones.logEvidence(), stones.standardError());
  }
}
