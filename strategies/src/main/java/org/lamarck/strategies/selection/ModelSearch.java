package org.lamarck.strategies.selection;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search for the best model: a value, which is told the criteria of the models that it asks for
 * and is then the next search. The same answers give the same search.
 *
 * <p>An iteration looks at the models that are nearest to its predecessor in the direction of its
 * method, without those that were looked at before. The best of them is the next predecessor when
 * it is better; else a scheme of methods goes on with the next method, and a method alone with the
 * models that are nearest of those left. It ends where there are none.
 *
 * <p>Where we depart from petab_select 0.4: a lateral step counts as successful only when it was; a
 * model that was jumped to differs from its opposite in parameters of the space alone; a jump is
 * possible also where a method has no candidates; models are taken in the order of the space, where
 * it has none.
 */
public final class ModelSearch implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Good models whose opposites are candidates for a jump. */
  private static final int GOOD = 100;

  private final SelectionSettings settings;
  private final ModelSpace space;
  private final Standing standing;

  /** Why a search has ended. */
  public enum Ending {
    /** There are no models left to look at. */
    FINISHED,
    /** The next step would have too many models. */
    TOO_MANY_MODELS
  }

  /**
   * Where a search stands.
   *
   * @param predecessor absent before the first model
   * @param history methods of the iterations, the current one last
   * @param isFirst whether the candidate is the predecessor itself, or where it was jumped to
   */
  private record Standing(
      int iteration,
      @Nullable Calibrated predecessor,
      List<Method> history,
      List<CandidateModel> candidates,
      boolean isFirst,
      int jumps,
      @Nullable Ending ending,
      Map<ModelHash, Calibrated> calibrated,
      List<SelectionStep> steps)
      implements Serializable {
    Standing {
      history = List.copyOf(history);
      candidates = List.copyOf(candidates);
      calibrated = Collections.unmodifiableMap(new LinkedHashMap<>(calibrated));
      steps = List.copyOf(steps);
    }

    Method method() {
      return history.get(history.size() - 1);
    }

    ModelHash from() {
      return predecessor == null ? ModelHash.VIRTUAL : predecessor.model().hash();
    }
  }

  private ModelSearch(SelectionSettings settings, ModelSpace space, Standing standing) {
    this.settings = settings;
    this.space = space;
    this.standing = standing;
  }

  /**
   * A search that begins.
   *
   * @throws IllegalArgumentException when its first step needs a predecessor and there is none
   */
  public static ModelSearch begin(SelectionSettings settings, ModelSpace space) {
    CandidateModel first = settings.predecessor();
    if (first == null && !settings.first().beginsAnywhere()) {
      throw new IllegalArgumentException(
          "the method lateral needs a model to begin with; give a predecessor");
    }
    boolean isOpen = first != null && Double.isNaN(settings.predecessorValue());
    Calibrated known =
        first == null || isOpen
            ? null
            : new Calibrated(first, settings.predecessorValue(), 0, ModelHash.VIRTUAL);
    Standing standing =
        new Standing(
            1,
            known,
            List.of(settings.first()),
            first != null && isOpen ? List.of(first) : List.of(),
            isOpen,
            settings.method() == Method.FAMOS ? settings.famos().reattempts() : 0,
            null,
            Map.of(),
            List.of());
    ModelSearch search = new ModelSearch(settings, space, standing);
    return isOpen ? search : search.look(false);
  }

  /** The models to be calibrated next; none when the search has ended. */
  public List<CandidateModel> candidates() {
    return standing.candidates();
  }

  /** Why it has ended; nothing as long as it goes on. */
  public Optional<Ending> ending() {
    return Optional.ofNullable(standing.ending());
  }

  /** The iteration that the candidates belong to, from 1. */
  public int iteration() {
    return standing.iteration();
  }

  /** The method of the step that led to the candidates. */
  public Method method() {
    return standing.method();
  }

  /** The model that the candidates come from; nothing where they are where a search begins. */
  public Optional<CandidateModel> comparedWith() {
    return standing.isFirst() ? Optional.empty() : predecessor();
  }

  private Optional<CandidateModel> predecessor() {
    return Optional.ofNullable(standing.predecessor()).map(Calibrated::model);
  }

  /** All that was told, in its order. */
  public Collection<Calibrated> calibrated() {
    return standing.calibrated().values();
  }

  /** All looks so far. */
  public List<SelectionStep> steps() {
    return standing.steps();
  }

  public SelectionSettings settings() {
    return settings;
  }

  /** The first of the best models; nothing where none has a value. */
  public Optional<Calibrated> best() {
    Calibrated best = null;
    for (Calibrated one : calibrated()) {
      if (!Double.isNaN(one.value()) && (best == null || isBetter(one, best))) {
        best = one;
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean isBetter(Calibrated one, Calibrated than) {
    return settings.criterion().isBetter(one.value(), than.value());
  }

  /**
   * The search that knows the values of the candidates.
   *
   * @param values of the criterion, in the order of the candidates; NaN where there is none
   */
  public ModelSearch tell(List<Double> values) {
    List<CandidateModel> candidates = standing.candidates();
    if (values.size() != candidates.size() || candidates.isEmpty()) {
      throw new IllegalArgumentException(
          "%d values for %d candidates".formatted(values.size(), candidates.size()));
    }
    Map<ModelHash, Calibrated> calibrated = new LinkedHashMap<>(standing.calibrated());
    Calibrated best = null;
    for (int i = 0; i < values.size(); i++) {
      Calibrated one =
          new Calibrated(candidates.get(i), values.get(i), standing.iteration(), origin());
      calibrated.put(one.model().hash(), one);
      best = best == null || isBetter(one, best) ? one : best;
    }
    Calibrated before = standing.predecessor();
    boolean isBetter = best != null && (before == null || isBetter(best, before));
    boolean moves = isBetter || standing.isFirst();
    boolean isJump = standing.isFirst() && before != null;
    Standing told =
        new Standing(
            standing.iteration(),
            moves ? best : before,
            standing.history(),
            List.of(),
            false,
            standing.jumps(),
            null,
            calibrated,
            standing.steps());
    return new ModelSearch(settings, space, told).goOn(isBetter, isJump);
  }

  /** What the candidates are compared with: nothing where they are where a search begins. */
  public ModelHash origin() {
    return standing.isFirst() ? ModelHash.VIRTUAL : standing.from();
  }

  /** The next iteration, by the same method or the next one. */
  private ModelSearch goOn(boolean isBetter, boolean isJump) {
    if (isJump) {
      return next(standing.history()).look(true);
    }
    if (!settings.changes()) {
      return next(standing.history()).look(false);
    }
    boolean isOneLateral =
        standing.method() == Method.LATERAL && !settings.famos().consecutiveLaterals();
    if (isBetter && !isOneLateral) {
      return next(and(standing.method())).look(false);
    }
    Optional<Method> method =
        isBetter
            ? settings.famos().scheme().after(Method.LATERAL)
            : settings.famos().scheme().next(standing.history());
    return switchedTo(method);
  }

  private List<Method> and(Method method) {
    List<Method> history = new ArrayList<>(standing.history());
    history.add(method);
    return history;
  }

  /** Goes on by another method; far away, or not at all, where there is none. */
  private ModelSearch switchedTo(Optional<Method> method) {
    if (method.isPresent() && method.get() != standing.method()) {
      return next(and(method.get())).look(false);
    }
    Optional<CandidateModel> distant =
        standing.jumps() > 0
            ? MostDistant.of(space, good(), calibrated(), settings.famos())
            : Optional.empty();
    Optional<Method> then = settings.famos().scheme().after(Method.MOST_DISTANT);
    if (distant.isEmpty() || then.isEmpty()) {
      return ended(Ending.FINISHED);
    }
    return new ModelSearch(
        settings,
        space,
        new Standing(
            standing.iteration() + 1,
            standing.predecessor(),
            and(then.get()),
            List.of(distant.get()),
            true,
            standing.jumps() - 1,
            null,
            standing.calibrated(),
            standing.steps()));
  }

  /** The best models, best first; of equal ones the latest first. */
  private List<Calibrated> good() {
    List<Calibrated> good = new ArrayList<>(calibrated());
    good.removeIf(one -> Double.isNaN(one.value()));
    Collections.reverse(good);
    Comparator<Calibrated> best = (a, b) -> isBetter(a, b) ? -1 : isBetter(b, a) ? 1 : 0;
    good.sort(best);
    return good.subList(0, Math.min(GOOD, good.size()));
  }

  private ModelSearch next(List<Method> history) {
    return with(standing.iteration() + 1, history, List.of(), standing.ending(), standing.steps());
  }

  private ModelSearch ended(Ending ending) {
    return with(standing.iteration(), standing.history(), List.of(), ending, standing.steps());
  }

  private ModelSearch with(
      int iteration,
      List<Method> history,
      List<CandidateModel> candidates,
      @Nullable Ending ending,
      List<SelectionStep> steps) {
    return new ModelSearch(
        settings,
        space,
        new Standing(
            iteration,
            standing.predecessor(),
            history,
            candidates,
            false,
            standing.jumps(),
            ending,
            standing.calibrated(),
            steps));
  }

  /**
   * Looks for candidates by the method that is current, and where there are none by the next.
   *
   * @param isJump whether the predecessor is one that was jumped to
   */
  private ModelSearch look(boolean isJump) {
    Method method = standing.method();
    Neighbourhood.Found found = found(method);
    List<SelectionStep> steps = new ArrayList<>(standing.steps());
    steps.add(step(isJump ? Method.MOST_DISTANT : method, found.models().size()));
    Ending ending =
        found.tooMany()
            ? Ending.TOO_MANY_MODELS
            : found.models().isEmpty() && !settings.changes() ? Ending.FINISHED : null;
    ModelSearch looked =
        with(standing.iteration(), standing.history(), found.models(), ending, steps);
    return ending == null && found.models().isEmpty() ? looked.withoutCandidates() : looked;
  }

  /** Another method in the same iteration. */
  private ModelSearch withoutCandidates() {
    Optional<Method> method = settings.famos().scheme().next(standing.history());
    if (method.isEmpty() || method.get() == standing.method()) {
      return switchedTo(Optional.empty());
    }
    return with(standing.iteration(), and(method.get()), List.of(), null, standing.steps())
        .look(false);
  }

  private Neighbourhood.Found found(Method method) {
    Calibrated center = standing.predecessor();
    if (method == Method.BRUTE_FORCE) {
      return space.size() > ModelSpace.MOST
          ? new Neighbourhood.Found(List.of(), true)
          : new Neighbourhood.Found(
              space.models().stream().filter(one -> !isKnown(one.hash())).toList(), false);
    }
    boolean swaps = settings.method() == Method.FAMOS && method == Method.LATERAL;
    return Neighbourhood.of(
        space,
        method,
        center == null ? null : center.model(),
        swaps ? 1 : settings.steps(),
        candidate -> isPermitted(candidate, swaps),
        this::isKnown);
  }

  private boolean isPermitted(CandidateModel candidate, boolean swaps) {
    if (settings.method() != Method.FAMOS) {
      return true;
    }
    Set<String> estimated = candidate.estimated();
    Set<String> before = predecessor().map(CandidateModel::estimated).orElse(Set.of());
    return settings.famos().hasCritical(estimated)
        && (!swaps || settings.famos().mayBeSwapped(SelectionStep.changes(before, estimated)));
  }

  private boolean isKnown(ModelHash hash) {
    return standing.calibrated().containsKey(hash)
        || hash.equals(standing.from())
        || isValued(hash);
  }

  /** Whether it is the model that the search began with, and that has a value: ∞ is none. */
  private boolean isValued(ModelHash hash) {
    CandidateModel first = settings.predecessor();
    return first != null
        && first.hash().equals(hash)
        && Double.isFinite(settings.predecessorValue());
  }

  private SelectionStep step(Method method, int candidates) {
    Calibrated from = standing.predecessor();
    Set<String> now = from == null ? Set.of() : from.model().estimated();
    SelectionStep before =
        standing.steps().isEmpty() ? null : standing.steps().get(standing.steps().size() - 1);
    Set<String> then = before == null ? now : estimated(before.model());
    return new SelectionStep(
        standing.iteration(),
        method,
        candidates,
        SelectionStep.changes(then, now),
        standing.from(),
        from == null ? Double.NaN : from.value());
  }

  private Set<String> estimated(ModelHash hash) {
    Calibrated known = standing.calibrated().get(hash);
    if (known != null) {
      return known.model().estimated();
    }
    CandidateModel first = settings.predecessor();
    return first != null && first.hash().equals(hash) ? first.estimated() : Set.of();
  }
}
