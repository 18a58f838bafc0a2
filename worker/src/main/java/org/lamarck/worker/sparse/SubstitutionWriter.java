package org.lamarck.worker.sparse;

import org.lamarck.worker.bytecode.StraightLineWriter;

/**
 * The loops of {@link SparseLu} over the entries of L and U, written out: array 0 is x, array 1 the
 * entries, array 2 the inverse pivots, and each x is a variable.
 */
final class SubstitutionWriter {
  private static final int X = 0;
  private static final int ENTRIES = 1;
  private static final int INVERSE = 2;

  private final SymbolicLu plan;

  SubstitutionWriter(SymbolicLu plan) {
    this.plan = plan;
  }

  /** x ← U⁻¹ L⁻¹ x. */
  void solve(StraightLineWriter code) {
    load(code);
    for (int k = 0; k < plan.size; k++) {
      if (plan.rowStart[k] < plan.diagonal[k]) {
        code.push(plan.order[k]);
        subtractRow(code, plan.rowStart[k], plan.diagonal[k]);
        code.store(plan.order[k]);
      }
    }
    for (int k = plan.size - 1; k >= 0; k--) {
      code.push(plan.order[k]);
      subtractRow(code, plan.diagonal[k] + 1, plan.rowStart[k + 1]);
      code.push(INVERSE, k);
      code.multiply();
      code.store(plan.order[k]);
    }
    store(code);
  }

  private void subtractRow(StraightLineWriter code, int from, int to) {
    for (int e = from; e < to; e++) {
      code.push(ENTRIES, e);
      code.push(plan.column[e]);
      code.multiply();
      code.subtract();
    }
  }

  /** x ← L⁻ᵀ U⁻ᵀ x. */
  void solveTransposed(StraightLineWriter code) {
    load(code);
    for (int k = 0; k < plan.size; k++) {
      code.push(plan.order[k]);
      code.push(INVERSE, k);
      code.multiply();
      code.store(plan.order[k]);
      passRow(code, plan.order[k], plan.diagonal[k] + 1, plan.rowStart[k + 1]);
    }
    for (int k = plan.size - 1; k >= 0; k--) {
      passRow(code, plan.order[k], plan.rowStart[k], plan.diagonal[k]);
    }
    store(code);
  }

  private void passRow(StraightLineWriter code, int value, int from, int to) {
    for (int e = from; e < to; e++) {
      code.push(plan.column[e]);
      code.push(ENTRIES, e);
      code.push(value);
      code.multiply();
      code.subtract();
      code.store(plan.column[e]);
    }
  }

  private void load(StraightLineWriter code) {
    for (int s = 0; s < plan.size; s++) {
      code.push(X, s);
      code.store(s);
    }
  }

  private void store(StraightLineWriter code) {
    for (int s = 0; s < plan.size; s++) {
      code.begin(X, s);
      code.push(s);
      code.store();
    }
  }
}
