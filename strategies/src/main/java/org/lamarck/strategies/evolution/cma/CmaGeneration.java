package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where a {@link CmaEs} stands. A run that met nothing but failures has not begun and is made again
 * elsewhere, also where there are no restarts. Guesses are a generation of their own; the first run
 * begins at the best of them, later runs anywhere, or, as soon as values have turned out to be
 * noisy, at the winner of a race.
 *
 * @param random only split, never read
 * @param run the run under way; absent while guesses are evaluated, during a race, and at the end
 */
record CmaGeneration(
    CmaEs settings,
    SearchSpace space,
    RandomStream random,
    List<Vector> guesses,
    Schedule schedule,
    @Nullable CmaRun run,
    SearchHistory history,
    BasinArchive archive)
    implements RecordedGeneration {

  /**
   * The order of runs.
   *
   * @param plan the present one's
   * @param race for the place where it begins; absent before and after
   * @param over whether no other one follows
   */
  record Schedule(Bipop bipop, Bipop.Plan plan, @Nullable StartRace race, boolean over)
      implements Serializable {
    Schedule racing(@Nullable StartRace next) {
      return new Schedule(bipop, plan, next, over);
    }
  }

  static CmaGeneration begin(
      CmaEs settings, SearchSpace space, RandomStream random, List<Vector> guesses) {
    int n = space.free().length;
    Bipop bipop = Bipop.of(settings.lambdaFor(n));
    Schedule schedule = new Schedule(bipop, bipop.next(random), null, false);
    settings.stepsFor(space, 1); // complains about a wrong number of steps
    BasinArchive archive = BasinArchive.empty(space.widths());
    CmaGeneration first =
        new CmaGeneration(
            settings,
            space,
            random,
            List.copyOf(guesses),
            schedule,
            null,
            SearchHistory.EMPTY,
            archive);
    return guesses.isEmpty()
        ? first.with(schedule, first.newRun(schedule, anywhere(space, random, 0)), archive)
        : first;
  }

  @Override
  public List<Proposal> ask() {
    List<Proposal> proposals = new ArrayList<>();
    if (schedule.over()) {
      return proposals;
    }
    if (schedule.race() != null) {
      return schedule.race().ask(history.nextId());
    }
    if (run != null) {
      return run.ask(history.nextId(), schedule.plan().origin());
    }
    for (Vector guess : guesses) {
      Vector x = space.clip(guess);
      long id = history.nextId() + proposals.size();
      proposals.add(new Proposal(id, "guess", List.of(x), Work.VALUE));
    }
    return proposals;
  }

  private int asked() {
    if (schedule.race() != null) {
      return schedule.race().points().size();
    }
    return schedule.over() ? 0 : run == null ? guesses.size() : run.asked();
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory books = history.after(asked(), individuals);
    CmaGeneration next =
        new CmaGeneration(settings, space, random, guesses, schedule, run, books, archive);
    if (schedule.race() != null) {
      return next.raced(schedule.race().tell(individuals));
    }
    if (run == null) {
      Vector start = next.best().map(Individual::point).orElseGet(() -> anywhere(space, random, 0));
      return next.with(schedule, newRun(schedule, start), archive);
    }
    CmaRun told = run.tell(individuals, null);
    if (told.isNoisy() && !run.isNoisy() && isFromAnywhere()) {
      StartRace race = StartRace.begin(space, random.split("race", schedule.bipop().runs()));
      return next.with(schedule.racing(race), null, archive);
    }
    long evaluations = told.effort().evaluations();
    if (told.stop().isEmpty() && evaluations < schedule.plan().budget()) {
      return next.with(schedule, told, archive);
    }
    Individual best = told.best();
    BasinArchive known = best == null ? archive : archive.with(best.refinement());
    Bipop bipop = schedule.bipop().after(schedule.plan(), evaluations);
    boolean begun = best != null && !best.refinement().failed();
    if (begun && settings.restarts() == CmaEs.Restarts.NONE) {
      return next.with(new Schedule(bipop, schedule.plan(), null, true), null, known);
    }
    Schedule restart = new Schedule(bipop, bipop.next(random), null, false);
    return next.with(restart, newRun(restart, anywhere(space, random, bipop.runs())), known);
  }

  /** Whether the present run began where nobody had told it to. */
  private boolean isFromAnywhere() {
    return guesses.isEmpty() || schedule.bipop().runs() > 0;
  }

  /** After a round of a race, or the run that its end begins. */
  private CmaGeneration raced(StartRace now) {
    if (!now.over()) {
      return with(schedule.racing(now), null, archive);
    }
    int runs = schedule.bipop().runs();
    Vector start = now.winner().orElseGet(() -> anywhere(space, random, runs));
    CmaRun near = newRun(schedule, start, StartRace.share(space)).onNoise();
    return with(schedule.racing(null), near, archive);
  }

  private CmaRun newRun(Schedule restart, Vector mean) {
    return newRun(restart, mean, 1);
  }

  private CmaRun newRun(Schedule restart, Vector mean, double share) {
    Bipop.Plan plan = restart.plan();
    return CmaRun.begin(
        space,
        random.split("run", restart.bipop().runs()),
        mean,
        settings.stepsFor(space, share * plan.stepFactor()),
        plan.lambda());
  }

  private static Vector anywhere(SearchSpace space, RandomStream random, int run) {
    return space.drawStart(random.split("mean", run));
  }

  private CmaGeneration with(Schedule schedule, @Nullable CmaRun run, BasinArchive archive) {
    return new CmaGeneration(settings, space, random, guesses, schedule, run, history, archive);
  }

  @Override
  public Optional<Ending> ending() {
    return schedule.over() ? Optional.of(Ending.DONE) : Optional.empty();
  }
}
