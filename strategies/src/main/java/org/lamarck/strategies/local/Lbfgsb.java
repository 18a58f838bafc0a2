package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * Limited-memory BFGS with bounds, after Byrd, Lu, Nocedal and Zhu (1995): for objectives that have
 * a gradient but no residuals, and for many parameters. Generalised Cauchy point, minimisation in
 * the subspace of the coordinates that are free there, and a line search for the strong Wolfe
 * conditions with cubic interpolation.
 *
 * <p>All of it happens in units of the box's widths, or of shorter lengths where those tell
 * nothing. One iteration is one line search; most take one evaluation. A trial that cannot be
 * evaluated shortens the step.
 *
 * @param tolerances when the search has arrived
 * @param memory how many pairs of steps and gradient changes are kept
 * @param initialStep how far the first trial moves at most, as a part of the box's width in each
 *     coordinate
 * @param maximalStep how far any trial moves at most
 * @param failureLimit give up after so many trials in a row that could not be evaluated
 */
public record Lbfgsb(
    Tolerances tolerances, int memory, double initialStep, double maximalStep, int failureLimit)
    implements LocalSearch {

  /**
   * Twenty pairs: on a quadratic of condition 1e8 in nine dimensions they take 127 gradients where
   * ten take 872. And the steps of {@link TrustRegion#DEFAULT}.
   */
  public static final Lbfgsb DEFAULT = new Lbfgsb(Tolerances.DEFAULT, 20, 0.1, 0.2, 12);

  public Lbfgsb {
    if (memory < 1 || failureLimit < 1) {
      throw new IllegalArgumentException(
          "memory (" + memory + ") and failureLimit (" + failureLimit + ") must be at least 1");
    }
    if (!(initialStep > 0) || !(maximalStep > 0) || initialStep > 1 || maximalStep > 1) {
      throw new IllegalArgumentException(
          "steps (initial %s, maximal %s) are parts of the box: more than 0 and at most 1"
              .formatted(initialStep, maximalStep));
    }
  }

  /** These settings with other tolerances. */
  public Lbfgsb with(Tolerances other) {
    return new Lbfgsb(other, memory, initialStep, maximalStep, failureLimit);
  }

  @Override
  public LocalState begin(Vector start) {
    return LbfgsbState.at(start);
  }

  @Override
  public Refinement refine(
      Objective objective, SearchSpace space, LocalState state, int iterations) {
    if (!(state instanceof LbfgsbState own)) {
      throw new IllegalArgumentException(
          "an L-BFGS-B search cannot go on from a " + state.getClass().getSimpleName());
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations (" + iterations + ") must be at least 1");
    }
    return new LbfgsbDescent(this, objective, space).run(own, iterations);
  }
}
