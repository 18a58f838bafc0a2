package org.lamarck.strategies.population;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.chain.Trace;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.CoarseToFine;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Frozen;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * Turns proposals into individuals: a pure function, the same on every worker. Here an individual
 * lives: what it acquires by its local search is what is inherited. Points that cannot be evaluated
 * are part of life; the individual then says so.
 *
 * <p>Of several candidates each is evaluated by value and the first of the best taken; when none
 * can be evaluated the individual is the first candidate with its failure. A single candidate that
 * is to be refined is not evaluated beforehand, and work that goes on where it stopped looks at no
 * candidate at all. All of it is counted in the effort. Candidates outside of the space are moved
 * to the nearest point of it.
 *
 * <p>Of a noisy objective a local search, and a choice among candidates, sees one sample: the same
 * noise at every point and in every slice. What the point it came to is worth is then told by fresh
 * noise, for the value that was chosen is too low on average.
 */
public final class ProposalRunner {
  private final Proposal proposal;
  private final Objective objective;
  private final SearchSpace space;
  private final Consumer<Refinement> told;

  private ProposalRunner(
      Proposal proposal, Objective objective, SearchSpace space, Consumer<Refinement> told) {
    this.proposal = proposal;
    this.objective = objective;
    this.space = space;
    this.told = told;
  }

  /** Does the work that {@code proposal} asks for; nobody looks on. */
  public static Individual run(Proposal proposal, Objective objective, SearchSpace space) {
    return run(proposal, objective, space, RandomStream.of(0), individual -> {});
  }

  /**
   * Does the work that {@code proposal} asks for.
   *
   * @param noise the run's, of which a noisy objective gets a child for each proposal; only split
   * @param soFar is told, after each candidate and each iteration, what the individual would be if
   *     it had to end there; its values never rise. Nothing is told of a sample of noise
   */
  public static Individual run(
      Proposal proposal,
      Objective objective,
      SearchSpace space,
      RandomStream noise,
      Consumer<Individual> soFar) {
    if (objective instanceof NoisyObjective noisy) {
      return runNoisy(proposal, noisy, space, noise);
    }
    return new ProposalRunner(
            proposal, objective, space, far -> soFar.accept(Individual.of(proposal, far)))
        .individual();
  }

  /**
   * How many proposals like this one can be run together; 1 for one that is run by itself. Only
   * those can that ask for the evaluation of a point and nothing else.
   */
  public static int together(Proposal proposal, Objective objective) {
    return proposal.isPoint()
            && !(objective instanceof NoisyObjective)
            && objective.coarse() == objective
        ? objective.together()
        : 1;
  }

  /**
   * Does the work of proposals that can be run {@link #together}.
   *
   * @return what {@link #run} makes of each, bit for bit, in their order
   */
  public static List<Individual> runTogether(
      List<Proposal> proposals, Objective objective, SearchSpace space) {
    Map<Derivatives, List<Integer>> alike = new EnumMap<>(Derivatives.class);
    for (int i = 0; i < proposals.size(); i++) {
      Derivatives asked = ((Work.Evaluate) proposals.get(i).work()).derivatives();
      alike.computeIfAbsent(asked, key -> new ArrayList<>()).add(i);
    }
    Individual[] individuals = new Individual[proposals.size()];
    alike.forEach(
        (asked, indices) -> {
          List<Vector> points =
              indices.stream().map(i -> space.clip(proposals.get(i).candidates().get(0))).toList();
          List<Evaluation> there = objective.evaluateAll(points, asked);
          for (int k = 0; k < points.size(); k++) {
            int i = indices.get(k);
            individuals[i] =
                Individual.of(proposals.get(i), evaluated(points.get(k), there.get(k), asked));
          }
        });
    return List.of(individuals);
  }

  private static Individual runNoisy(
      Proposal proposal, NoisyObjective noisy, SearchSpace space, RandomStream noise) {
    int replicates = proposal.work() instanceof Work.Evaluate evaluate ? evaluate.replicates() : 1;
    Frozen sample = new Frozen(noisy, sample(proposal, noise), replicates);
    Individual seen = new ProposalRunner(proposal, sample, space, far -> {}).individual();
    Refinement refinement = seen.refinement();
    Effort spent = refinement.effort().times(sample.draws());
    boolean chosen =
        proposal.candidates().size() > 1 || !(proposal.work() instanceof Work.Evaluate);
    if (!chosen || refinement.failed()) {
      return Individual.of(proposal, refinement.with(spent), seen.trace());
    }
    Frozen fresh = new Frozen(noisy, noise.split("fresh", proposal.id()), replicates);
    Evaluation worth = fresh.evaluate(refinement.point(), Derivatives.NONE);
    Effort check = new Effort(1, 0, failure(worth)).times(fresh.draws());
    return Individual.of(proposal, refinement.worth(worth).with(spent.plus(check)), seen.trace());
  }

  /** The noise that a proposal's points have in common. */
  private static RandomStream sample(Proposal proposal, RandomStream noise) {
    if (proposal.work() instanceof Work.Refine refine) {
      return noise.split("search", refine.lineage().of(proposal.id()).founder());
    }
    return proposal.work() instanceof Work.Walk walk
        ? walk.random().split("noise", 0)
        : noise.split("proposal", proposal.id());
  }

  private Individual individual() {
    Work work = proposal.work();
    if (work instanceof Work.Refine refine) {
      return Individual.of(proposal, refine(refine));
    }
    if (work instanceof Work.Walk walk) {
      return walk(walk);
    }
    return Individual.of(proposal, evaluate((Work.Evaluate) work));
  }

  private Refinement refine(Work.Refine refine) {
    LocalState resume = refine.resume();
    if (resume != null) {
      return descend(resume, Effort.NONE, refine);
    }
    Vector first = space.clip(proposal.candidates().get(0));
    if (proposal.candidates().size() == 1) {
      return descend(refine.search().begin(first), Effort.NONE, refine);
    }
    boolean roughly = refine.search() instanceof CoarseToFine;
    Refinement screened = screen(roughly ? objective.coarse() : objective);
    return screened.failed()
        ? screened
        : descend(refine.search().begin(screened.point()), screened.effort(), refine);
  }

  /**
   * One slice of a local search, an iteration at a time: to stop and go on gives the same points as
   * not to stop. What it knows only roughly at its end is evaluated; and where the search is handed
   * over to the exact objective the slice ends, for it may be in a basin that is known.
   */
  private Refinement descend(LocalState from, Effort before, Work.Refine refine) {
    SearchSpace box = refine.held().isEmpty() ? space : space.holding(refine.held(), from.point());
    Refinement slice = refine.search().refine(objective, box, from, 1).after(before);
    LocalState state = slice.resumable();
    while (state != null && slice.iterations() < refine.iterations() && !isHandedOver(state)) {
      if (!state.isCoarse()) {
        told.accept(slice);
      }
      slice = slice.then(refine.search().refine(objective, box, state, 1));
      state = slice.resumable();
    }
    return state instanceof CoarseToFine.State rough && rough.isCoarse()
        ? checked(slice, rough)
        : slice;
  }

  private static boolean isHandedOver(LocalState state) {
    return state instanceof CoarseToFine.State own && own.stage() == CoarseToFine.Stage.HANDED_OVER;
  }

  /** A slice on the coarse objective with the exact value at its end. */
  private Refinement checked(Refinement slice, CoarseToFine.State state) {
    Evaluation exact = objective.evaluate(slice.point(), Derivatives.NONE);
    Refinement known = slice.after(new Effort(1, 0, failure(exact)));
    if (!(exact instanceof Evaluation.Finite finite)) {
      return known.endedBy(exact);
    }
    double gain = slice.startValue() - slice.value();
    return known.worth(finite.withoutDerivatives()).goingOn(state.checked(gain, finite.value()));
  }

  private Refinement evaluate(Work.Evaluate evaluate) {
    if (evaluate.derivatives() == Derivatives.NONE) {
      return valueUnless(evaluate.bar());
    }
    boolean several = proposal.candidates().size() > 1;
    Refinement screened = several ? screen() : null;
    Vector point = space.clip(screened == null ? proposal.candidates().get(0) : screened.point());
    if (screened != null && screened.failed()) {
      return screened;
    }
    Evaluation there = objective.evaluate(point, evaluate.derivatives());
    Effort before = screened == null ? Effort.NONE : screened.effort();
    Effort effort = before.plus(new Effort(0, 1, failure(there)));
    return evaluated(point, there, effort);
  }

  /** The best candidate by value, which is exact unless it is above the bar. */
  private Refinement valueUnless(double bar) {
    if (bar == Double.POSITIVE_INFINITY || objective.coarse() == objective) {
      return screen();
    }
    Refinement rough = screen(objective.coarse());
    if (!(rough.value() <= bar)) {
      return rough;
    }
    Evaluation exact = objective.evaluate(rough.point(), Derivatives.NONE);
    Effort effort = rough.effort().plus(new Effort(1, 0, failure(exact)));
    return valued(rough.point(), exact, effort);
  }

  private Individual walk(Work.Walk walk) {
    Trace trace =
        walk.kernel()
            .walk(
                objective,
                space,
                walk.random(),
                walk.resume() == null
                    ? walk.kernel().begin(space.clip(proposal.candidates().get(0)))
                    : walk.resume(),
                walk.steps());
    Draw lowest = null;
    for (Draw draw : trace.draws()) {
      boolean isKnown = Double.isFinite(draw.value()); // draws of the space need not be
      lowest = isKnown && (lowest == null || draw.value() < lowest.value()) ? draw : lowest;
    }
    Evaluation best =
        lowest == null
            ? new Evaluation.Failed(
                Evaluation.Reason.INVALID_PARAMETERS,
                "",
                Double.NaN,
                "the chain has no density where it begins")
            : new Evaluation.Value(lowest.value());
    Vector point = lowest == null ? trace.state().point() : lowest.point();
    return Individual.of(proposal, evaluated(point, best, trace.effort()), trace);
  }

  /** The best candidate by value. */
  private Refinement screen() {
    return screen(objective);
  }

  /** The best candidate by the value of one of both objectives. */
  private Refinement screen(Objective seen) {
    boolean exact = seen == objective;
    List<Vector> candidates = proposal.candidates().stream().map(space::clip).toList();
    int many = seen.together();
    int count = 0;
    Failures failures = Failures.NONE;
    Refinement screened = null;
    for (int first = 0; first < candidates.size(); first += many) {
      List<Vector> some = candidates.subList(first, Math.min(first + many, candidates.size()));
      for (Evaluation evaluation : seen.evaluateAll(some, Derivatives.NONE)) {
        Vector point = candidates.get(count++);
        failures = failures.plus(failure(evaluation));
        Effort effort = new Effort(count, 0, failures);
        screened =
            screened == null || value(evaluation) < screened.value()
                ? valued(point, evaluation, effort)
                : screened.with(effort);
        if (exact) {
          told.accept(screened);
        }
      }
    }
    return Objects.requireNonNull(screened); // a proposal has a candidate
  }

  /** A point that was asked for by itself. */
  private static Refinement evaluated(Vector point, Evaluation there, Derivatives asked) {
    return asked == Derivatives.NONE
        ? valued(point, there, new Effort(1, 0, failure(there)))
        : evaluated(point, there, new Effort(0, 1, failure(there)));
  }

  /** A point of which only the value was asked for, though more may have come. */
  private static Refinement valued(Vector point, Evaluation evaluation, Effort effort) {
    return evaluation instanceof Evaluation.Finite known
        ? evaluated(point, known.withoutDerivatives(), effort)
        : evaluated(point, evaluation, effort);
  }

  private static Refinement evaluated(Vector point, Evaluation evaluation, Effort effort) {
    @Nullable Matrix curvature =
        evaluation instanceof Evaluation.LeastSquares known ? known.curvature() : null;
    return new Refinement(
        point,
        value(evaluation),
        point,
        evaluation,
        Double.NaN,
        curvature,
        evaluation instanceof Evaluation.Failed ? Termination.FAILED : Termination.EVALUATED,
        0,
        effort,
        null);
  }

  private static Failures failure(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Failed failed
        ? Failures.of(failed.reason(), 1)
        : Failures.NONE;
  }

  private static double value(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Finite finite
        ? finite.value()
        : Double.POSITIVE_INFINITY;
  }
}
