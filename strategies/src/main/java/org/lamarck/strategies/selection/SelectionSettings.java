package org.lamarck.strategies.selection;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How models are searched.
 *
 * @param method FAMoS and the bidirectional one go by the scheme, others do not
 * @param predecessor where the search begins; absent for the smallest models, or backward the
 *     largest ones
 * @param predecessorValue of its criterion; NaN where it is to be calibrated first
 * @param steps how many parameters may change in one step, of lateral steps pairs of them
 * @param famos what FAMoS does
 */
public record SelectionSettings(
    Method method,
    Criterion criterion,
    @Nullable CandidateModel predecessor,
    double predecessorValue,
    int steps,
    FamosSettings famos)
    implements Serializable {
  /** As many as there are. */
  public static final int ANY = Integer.MAX_VALUE;

  public SelectionSettings {
    if (famos.scheme().has(Method.LATERAL) && method == Method.FAMOS && famos.swaps().isEmpty()) {
      throw new IllegalArgumentException("lateral steps of FAMoS need parameters to swap");
    }
    if (steps < 1) {
      throw new IllegalArgumentException("steps (" + steps + ") must be at least 1");
    }
  }

  /** Any method but FAMoS, from the beginning. */
  public static SelectionSettings of(Method method, Criterion criterion) {
    MethodScheme scheme =
        method == Method.BIDIRECTIONAL ? MethodScheme.BIDIRECTIONAL : MethodScheme.FAMOS;
    return new SelectionSettings(
        method, criterion, null, Double.NaN, ANY, FamosSettings.of(scheme));
  }

  /** FAMoS, from the beginning. */
  public static SelectionSettings of(Criterion criterion, FamosSettings famos) {
    return new SelectionSettings(Method.FAMOS, criterion, null, Double.NaN, ANY, famos);
  }

  /**
   * The same from a model.
   *
   * @param value of its criterion; NaN where it is to be calibrated first
   */
  public SelectionSettings from(CandidateModel model, double value) {
    return new SelectionSettings(method, criterion, model, value, steps, famos);
  }

  /** The same with other steps. */
  public SelectionSettings withSteps(int most) {
    return new SelectionSettings(method, criterion, predecessor, predecessorValue, most, famos);
  }

  /** Whether methods change. */
  boolean changes() {
    return method == Method.FAMOS || method == Method.BIDIRECTIONAL;
  }

  /** The first step's method. */
  public Method first() {
    return changes() ? famos.scheme().first() : method;
  }
}
