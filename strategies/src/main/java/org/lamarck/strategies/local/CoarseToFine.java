package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * A {@link TrustRegion} that searches on {@link Objective#coarse} until that leads no further, and
 * on the objective itself from there. Where nothing is coarse it is the trust region.
 *
 * <p>What a slice on the coarse objective says of its point is coarse as well: whoever asked for
 * the slice evaluates the point once more, and tells the state by {@link State#checked}.
 *
 * @param fine the search on the objective itself
 */
public record CoarseToFine(TrustRegion fine) implements LocalSearch {
  /** What a coarse objective can tell: its values are no more exact than that. */
  private static final Tolerances ROUGH = new Tolerances(1e-4, 1e-6, 1e-7);

  /** The default trust region. */
  public static final CoarseToFine DEFAULT = new CoarseToFine(TrustRegion.DEFAULT);

  /** Which objective a search asks. */
  public enum Stage {
    /** The coarse one. */
    COARSE,
    /** The exact one next, of which nothing is known at the point. */
    HANDED_OVER,
    /** The exact one. */
    FINE
  }

  /**
   * Where the search stands.
   *
   * @param at the trust region's state
   * @param stage by which objective it knows the point
   * @param exact the exact value at the end of the latest slice; NaN when there is none
   */
  public record State(TrustRegionState at, Stage stage, double exact) implements LocalState {
    /** What is gained by exact values is at least this part of what coarse ones promise. */
    private static final double LEAST = 0.5;

    @Override
    public Vector point() {
      return at.point();
    }

    @Override
    public int iterations() {
      return at.iterations();
    }

    @Override
    public boolean isCoarse() {
      return stage != Stage.FINE;
    }

    @Override
    public boolean isWithoutResiduals() {
      return at.isWithoutResiduals();
    }

    /**
     * The state after a slice that lowered the coarse value by {@code gain}, to a point of this
     * exact value. Where exact values fell by much less, coarse ones tell no more what progress is.
     */
    public State checked(double gain, double value) {
      boolean isBlind = exact - value <= LEAST * gain; // NaN is not
      return new State(at, stage == Stage.COARSE && isBlind ? Stage.HANDED_OVER : stage, value);
    }
  }

  @Override
  public LocalState begin(Vector start) {
    return new State(TrustRegionState.at(start), Stage.COARSE, Double.NaN);
  }

  @Override
  public Refinement refine(
      Objective objective, SearchSpace space, LocalState state, int iterations) {
    if (!(state instanceof State own)) {
      throw new IllegalArgumentException(
          "a search from coarse to fine cannot go on from a " + state.getClass().getSimpleName());
    }
    if (own.stage() == Stage.HANDED_OVER) {
      return exact(new TrustRegionDescent(fine, objective, space).takeOver(own.at(), iterations));
    }
    Objective coarse = objective.coarse();
    if (own.stage() == Stage.FINE || coarse == objective) {
      return exact(fine.refine(objective, space, own.at(), iterations));
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations (" + iterations + ") must be at least 1");
    }
    TrustRegionDescent descent =
        new TrustRegionDescent(fine.with(rough(fine.tolerances())), coarse, space);
    Refinement slice = descent.run(own.at(), iterations);
    if (slice.failed()) {
      return exact(fine.refine(objective, space, own.at(), iterations).after(slice.effort()));
    }
    if (!(slice.evaluation() instanceof Evaluation.Differentiable)) {
      return slice; // there are no gradients
    }
    Stage next = slice.termination() == Termination.BUDGET ? Stage.COARSE : Stage.HANDED_OVER;
    return slice.goingOn(new State(descent.end(), next, own.exact()));
  }

  /** What a search on a coarse objective ends by. */
  static Tolerances rough(Tolerances exact) {
    return new Tolerances(
        Math.max(exact.gradient(), ROUGH.gradient()),
        Math.max(exact.value(), ROUGH.value()),
        Math.max(exact.step(), ROUGH.step()));
  }

  private static Refinement exact(Refinement slice) {
    return slice.resumable() instanceof TrustRegionState state
        ? slice.goingOn(new State(state, Stage.FINE, Double.NaN))
        : slice;
  }
}
