package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.CallCosts;
import org.lamarck.strategies.evolution.cma.Bipop;
import org.lamarck.strategies.evolution.cma.CmaEs;
import org.lamarck.strategies.evolution.cma.CmaRun;
import org.lamarck.strategies.evolution.cma.Shape;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/**
 * Runs of CMA-ES one after the other, in the order of {@link Bipop}, which local searches look in
 * on. Each time the spread of the samples has halved, and as long as that costs at most a fifth of
 * what sampling costs, the best sample is refined. When it falls into a basin that is known the
 * contraction test follows: if three more samples, drawn at random, all fall into the same basin,
 * then the run has no other choice left and is ended. Where the tests fail the landscape is rugged;
 * the run then goes on and is asked less often.
 *
 * @param run the run under way
 * @param probe under way; absent while the run samples
 * @param injected waits to take part in the next generation
 */
record ProbedCma(
    Schedule schedule,
    CmaRun run,
    Watch watch,
    @Nullable Probe probe,
    @Nullable Individual injected)
    implements Serializable {
  private static final double MOST_PROBING = 0.2;
  private static final int MEMBERS = 3;
  private static final int PATIENCE = 3;
  private static final double BACK_OFF = 0.7;

  /** Runs that begin in a basin take one of so many. */
  private static final int BEST_BASINS = 10;

  /** Endpoints are one point when they differ by less than this part of the spread. */
  private static final double CONTRACTED = 0.01;

  private static final double SAME_VALUE = 1e-6;

  /** What does not change while runs come and go. */
  record Setting(
      CmaEs cma,
      SearchSpace space,
      RandomStream random,
      SuccessiveHalving.Rules rules,
      CallCosts costs,
      Hybrid.Injection injection,
      Hybrid.Shapes shapes)
      implements Serializable {
    double cost(Effort effort) {
      return costs.of(effort, space.free().length);
    }
  }

  /** The order of runs and the plan of the present one. */
  record Schedule(Bipop bipop, Bipop.Plan plan) implements Serializable {}

  /**
   * How a run has been looked in on.
   *
   * @param spread at the last probe
   * @param shrink the next probe is due when the spread fell by this factor
   * @param misses contraction tests that failed
   * @param effort what the probes cost
   */
  record Watch(double spread, double shrink, int misses, Effort effort) implements Serializable {
    static Watch begin(double spread) {
      return new Watch(spread, 0.5, 0, Effort.NONE);
    }

    Watch at(double now) {
      return new Watch(now, shrink, misses, effort);
    }

    Watch missed() {
      boolean back = misses + 1 >= PATIENCE;
      return new Watch(spread, back ? shrink * BACK_OFF : shrink, misses + 1, effort);
    }

    Watch spending(Effort more) {
      return new Watch(spread, shrink, misses, effort.plus(more));
    }
  }

  /** What a probe is for. */
  enum Stage {
    BEST,
    CONTRACTION,
    /** The run has ended; its best sample is refined. */
    LAST
  }

  /**
   * Local searches that look in on the run.
   *
   * @param starts not yet begun
   * @param target the endpoint that the others are compared with
   * @param results endpoints so far
   */
  record Probe(
      Stage stage,
      SuccessiveHalving race,
      List<Start> starts,
      @Nullable Refinement target,
      List<Refinement> results)
      implements Serializable {
    static Probe of(Stage stage, List<Vector> points, @Nullable Refinement target) {
      List<Start> starts = points.stream().map(point -> Start.at("probe", point)).toList();
      return new Probe(stage, SuccessiveHalving.EMPTY, starts, target, List.of());
    }

    boolean over() {
      return starts.isEmpty() && race.running().isEmpty();
    }
  }

  /** What a generation brought: the run as it stands now, and local searches that ended. */
  record Outcome(ProbedCma probed, List<Refinement> ended) {}

  static ProbedCma begin(Setting setting, Bipop bipop, BasinArchive archive) {
    Bipop.Plan plan = bipop.next(setting.random());
    RandomStream random = setting.random().split("run", bipop.runs());
    SearchSpace space = setting.space();
    Vector steps = setting.cma().stepsFor(space, plan.stepFactor());
    Shape shape =
        setting.shapes() == Hybrid.Shapes.BASINS && plan.regime() == Bipop.Regime.SMALL
            ? shape(archive, random.split("basin", 0))
            : null;
    CmaRun run =
        shape == null
            ? CmaRun.begin(
                space, random, space.drawStart(random.split("mean", 0)), steps, plan.lambda())
            : CmaRun.begin(space, random, shape, steps, plan.lambda());
    return new ProbedCma(new Schedule(bipop, plan), run, Watch.begin(run.spread()), null, null);
  }

  /** Of one of the best basins; null where no curvature is known. */
  private static @Nullable Shape shape(BasinArchive archive, RandomStream chance) {
    List<BasinArchive.Basin> basins = archive.basins();
    if (basins.isEmpty()) {
      return null;
    }
    BasinArchive.Basin basin = basins.get(chance.nextInt(Math.min(BEST_BASINS, basins.size())));
    Matrix curvature = basin.curvature();
    return curvature == null ? null : new Shape(basin.point(), curvature);
  }

  /** How many proposals {@link #ask} makes. */
  int asked() {
    return probe == null ? run.asked() : probe.race().running().size() + probe.starts().size();
  }

  List<Proposal> ask(long firstId, Setting setting) {
    if (probe != null) {
      return probe.race().ask(firstId, probe.starts(), setting.rules());
    }
    return run.ask(firstId, schedule.plan().origin());
  }

  /**
   * The run and its probes after a generation.
   *
   * @param archive of known basins
   * @param knowledge what the objective tells: without gradients there are no probes
   */
  Outcome tell(List<Individual> lived, BasinArchive archive, Setting setting, Knowledge knowledge) {
    if (probe != null) {
      return probed(probe, lived, archive, setting, knowledge);
    }
    CmaRun told = run.tell(lived, injected);
    Individual best = told.best();
    boolean over =
        told.stop().isPresent() || told.effort().evaluations() >= schedule.plan().budget();
    if (over && (!knowledge.hasGradients() || best == null || best.refinement().failed())) {
      List<Refinement> ended = best == null ? List.of() : List.of(best.refinement());
      return new Outcome(restarted(told, archive, setting), ended);
    }
    Individual now = lived.stream().min(Comparator.comparingDouble(Individual::value)).orElse(best);
    Probe next = null;
    if (over && best != null) {
      next = Probe.of(Stage.LAST, List.of(best.point()), null);
    } else if (knowledge.hasGradients()
        && now != null
        && !now.refinement().failed()
        && probeDue(told, setting)) {
      next = Probe.of(Stage.BEST, List.of(now.point()), null);
    }
    return new Outcome(new ProbedCma(schedule, told, watch, next, null), List.of());
  }

  private boolean probeDue(CmaRun told, Setting setting) {
    return told.spread() <= watch.shrink() * watch.spread()
        && setting.cost(watch.effort()) <= MOST_PROBING * setting.cost(told.effort());
  }

  private Outcome probed(
      Probe now,
      List<Individual> lived,
      BasinArchive archive,
      Setting setting,
      Knowledge knowledge) {
    SuccessiveHalving.Outcome outcome =
        now.race()
            .tell(
                lived,
                now.starts(),
                true,
                BasinArchive.empty(archive.widths()),
                setting.rules(),
                Integer.MAX_VALUE);
    List<Refinement> ended =
        outcome.ended().stream().map(SuccessiveHalving.Ended::refinement).toList();
    List<Refinement> results = new ArrayList<>(now.results());
    results.addAll(ended);
    Watch spent = watch;
    for (Individual individual : lived) {
      spent = spent.spending(individual.refinement().effort());
    }
    Probe next = new Probe(now.stage(), outcome.race(), List.of(), now.target(), results);
    ProbedCma probed = new ProbedCma(schedule, run, spent, next, injected);
    return new Outcome(
        next.over() ? probed.concluded(next, archive, setting, knowledge) : probed, ended);
  }

  /** What follows from a probe that is over. */
  private ProbedCma concluded(
      Probe over, BasinArchive archive, Setting setting, Knowledge knowledge) {
    return switch (over.stage()) {
      case LAST -> restarted(run, archive, setting);
      case BEST -> {
        Refinement found = over.results().get(0);
        yield archive.knows(found)
            ? new ProbedCma(
                schedule, run, watch, Probe.of(Stage.CONTRACTION, members(), found), null)
            : new ProbedCma(schedule, run, watch.at(run.spread()), null, injection(found, setting));
      }
      case CONTRACTION ->
          over.target() != null && contracted(over.target(), over.results(), archive, knowledge)
              ? restarted(run, archive, setting)
              : new ProbedCma(schedule, run, watch.missed().at(run.spread()), null, null);
    };
  }

  private @Nullable Individual injection(Refinement found, Setting setting) {
    Individual best = run.best();
    if (setting.injection() == Hybrid.Injection.NEVER
        || best == null
        || found.failed()
        || found.value() >= best.value()) {
      return null;
    }
    return new Individual(best.id(), best.origin(), best.lineage(), found, null);
  }

  private List<Vector> members() {
    List<Vector> members = new ArrayList<>();
    for (int k = 0; k < Math.min(MEMBERS, run.lambda()); k++) {
      members.add(run.candidate(k));
    }
    return members;
  }

  /**
   * Whether all of these are one place. Of sums of squares it is known which differences the data
   * can tell; of other values it is not: minima that lie close together, each a little lower, are
   * no one basin, and a run that comes down through them is not over.
   */
  private boolean contracted(
      Refinement target, List<Refinement> results, BasinArchive archive, Knowledge knowledge) {
    BasinArchive only = BasinArchive.empty(archive.widths()).with(target);
    boolean isSum = knowledge == Knowledge.RESIDUALS;
    for (Refinement result : results) {
      boolean isSame = (isSum && only.knows(result)) || samePoint(target, result, archive);
      if (result.failed() || !isSame) {
        return false;
      }
    }
    return true;
  }

  private boolean samePoint(Refinement target, Refinement result, BasinArchive archive) {
    double scale = Math.max(1e-9, Math.abs(target.value()));
    if (Math.abs(target.value() - result.value()) > SAME_VALUE * scale) {
      return false;
    }
    for (int i = 0; i < target.point().size(); i++) {
      double distance = Math.abs(target.point().get(i) - result.point().get(i));
      if (distance > CONTRACTED * run.spread(i) * archive.widths().get(i)) {
        return false;
      }
    }
    return true;
  }

  private ProbedCma restarted(CmaRun ended, BasinArchive archive, Setting setting) {
    Bipop next = schedule.bipop().after(schedule.plan(), ended.effort().evaluations());
    return begin(setting, next, archive);
  }
}
