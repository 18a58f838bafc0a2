package org.lamarck.strategies.local;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;

/**
 * What came of a local search, or of one slice of it.
 *
 * @param start where this slice began
 * @param startValue the objective there; +∞ when it failed
 * @param point the best point found
 * @param evaluation what the objective said there; {@link Evaluation.Failed} when no point could be
 *     evaluated. Residuals and Jacobian are not kept: at most a gradient
 * @param optimality the most that one coordinate alone can lower the value by, to first order; 0
 *     where the first-order conditions hold, NaN when no gradient is known
 * @param curvature an approximation of the Hessian at the point, when the search has one
 * @param termination why it stopped
 * @param iterations iterations of this slice
 * @param effort what this slice spent
 * @param resumable the state from which to go on; absent when the search has ended
 * @param course the values that this slice went through, one an iteration, of searches that also go
 *     up, as trainings do; empty for others. The first slice has the value at its start as well
 */
public record Refinement(
    Vector start,
    double startValue,
    Vector point,
    Evaluation evaluation,
    double optimality,
    @Nullable Matrix curvature,
    Termination termination,
    int iterations,
    Effort effort,
    @Nullable LocalState resumable,
    Vector course)
    implements Serializable {
  private static final Vector NONE = Vector.zeros(0);

  /** What came of a search that only goes down. */
  @SuppressWarnings("checkstyle:ParameterNumber") // the components but the last
  public Refinement(
      Vector start,
      double startValue,
      Vector point,
      Evaluation evaluation,
      double optimality,
      @Nullable Matrix curvature,
      Termination termination,
      int iterations,
      Effort effort,
      @Nullable LocalState resumable) {
    this(
        start,
        startValue,
        point,
        evaluation,
        optimality,
        curvature,
        termination,
        iterations,
        effort,
        resumable,
        NONE);
  }

  /** A refinement that could not begin, because {@code start} could not be evaluated. */
  static Refinement failedAt(Vector start, Evaluation failed, Effort effort) {
    return new Refinement(
        start,
        Double.POSITIVE_INFINITY,
        start,
        failed,
        Double.NaN,
        null,
        Termination.FAILED,
        0,
        effort,
        null);
  }

  /** This refinement with what was spent before it counted as well. */
  public Refinement after(Effort before) {
    return with(before.plus(effort));
  }

  /** The same for another effort. */
  public Refinement with(Effort other) {
    return ending(evaluation, optimality, curvature, termination, other, resumable, course);
  }

  /** The same, when its point was evaluated anew. */
  public Refinement worth(Evaluation there) {
    return ending(there, optimality, curvature, termination, effort, resumable, course);
  }

  /** The same, as a slice of a search that can go on from this state. */
  public Refinement goingOn(LocalState state) {
    return ending(evaluation, optimality, curvature, Termination.BUDGET, effort, state, course);
  }

  /** The same, when its point turned out not to be one that can be evaluated. */
  public Refinement endedBy(Evaluation failed) {
    return ending(failed, Double.NaN, null, Termination.FAILED, effort, null, course);
  }

  /** The same with the values that it went through. */
  public Refinement through(List<Double> values) {
    Vector all = Vector.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    return ending(evaluation, optimality, curvature, termination, effort, resumable, all);
  }

  /** The same way from the start to the point. */
  private Refinement ending(
      Evaluation there,
      double slope,
      @Nullable Matrix bend,
      Termination why,
      Effort spent,
      @Nullable LocalState state,
      Vector values) {
    return new Refinement(
        start, startValue, point, there, slope, bend, why, iterations, spent, state, values);
  }

  /** This slice and the one that went on from it, as one. */
  public Refinement then(Refinement next) {
    return new Refinement(
        start,
        startValue,
        next.point,
        next.evaluation,
        next.optimality,
        next.curvature,
        next.termination,
        iterations + next.iterations,
        effort.plus(next.effort),
        next.resumable,
        joined(course, next.course));
  }

  private static Vector joined(Vector first, Vector second) {
    double[] all = Arrays.copyOf(first.toArray(), first.size() + second.size());
    System.arraycopy(second.toArray(), 0, all, first.size(), second.size());
    return Vector.of(all);
  }

  /** The value at the point; +∞ when there is none. */
  public double value() {
    return evaluation instanceof Evaluation.Finite finite
        ? finite.value()
        : Double.POSITIVE_INFINITY;
  }

  /** Whether the value is the mean of draws. */
  public boolean isEstimate() {
    return evaluation instanceof Evaluation.Estimate
        || evaluation instanceof Evaluation.EstimatedGradient;
  }

  public boolean failed() {
    return evaluation instanceof Evaluation.Failed;
  }

  public Optional<LocalState> continuation() {
    return Optional.ofNullable(resumable);
  }
}
