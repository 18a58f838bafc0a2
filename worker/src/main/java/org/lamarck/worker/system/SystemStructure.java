package org.lamarck.worker.system;

import org.lamarck.worker.sparse.SparsePattern;

/**
 * The sizes and sparsity of an {@link OdeSystem}. All lists are ordered by rate.
 *
 * @param states n
 * @param constants m
 * @param rates R
 * @param stoichiometry N by column: for each rate the states it changes, with coefficients
 * @param rateStates for each rate the states it depends on: the pattern of ∂v/∂y
 * @param rateConstants for each rate the constants it depends on: the pattern of ∂v/∂p
 * @param timedRates the rates that depend on time explicitly: the pattern of ∂v/∂t
 * @param stateStatePairs for each rate the pairs (a, b), a ≤ b, of states with ∂²v/∂a∂b ≠ 0
 * @param stateConstantPairs for each rate the pairs (state, constant) with ∂²v ≠ 0
 * @param timeStatePairs for each rate the states a with ∂²v/∂t∂a ≠ 0
 * @param timeConstantPairs for each rate the constants with ∂²v/∂t∂p ≠ 0
 * @param algebraic the algebraic states, ascending: their rows of N v are 0 at all times
 */
public record SystemStructure(
    int states,
    int constants,
    int rates,
    Stoichiometry stoichiometry,
    SparsePattern rateStates,
    SparsePattern rateConstants,
    Indices timedRates,
    Pairs stateStatePairs,
    Pairs stateConstantPairs,
    SparsePattern timeStatePairs,
    SparsePattern timeConstantPairs,
    Indices algebraic) {

  /** A list of indices; callers must not write to the array. */
  public static final class Indices {
    private final int[] values;

    public Indices(int... values) {
      this.values = values;
    }

    public int size() {
      return values.length;
    }

    /** The indices themselves, not a copy. */
    public int[] values() {
      return values;
    }
  }

  /** SparsePattern of index pairs, compressed as {@link SparsePattern}. */
  public static final class Pairs {
    private final int[] start;
    private final int[] first;
    private final int[] second;

    public Pairs(int[] start, int[] first, int[] second) {
      this.start = start;
      this.first = first;
      this.second = second;
    }

    public int size() {
      return first.length;
    }

    public int[] start() {
      return start;
    }

    public int[] first() {
      return first;
    }

    public int[] second() {
      return second;
    }
  }

  /** N, compressed by rate: the states each rate changes and by how much. */
  public static final class Stoichiometry {
    private final SparsePattern rows;
    private final double[] coefficient;

    public Stoichiometry(SparsePattern rows, double[] coefficient) {
      this.rows = rows;
      this.coefficient = coefficient;
    }

    public int size() {
      return coefficient.length;
    }

    public int[] start() {
      return rows.start();
    }

    public int[] state() {
      return rows.column();
    }

    public double[] coefficient() {
      return coefficient;
    }
  }
}
