package org.lamarck.worker.method;

import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.system.SystemStructure;

/**
 * What parts of a step cost, in nanoseconds of a simulation, by counts of what is computed. The
 * coefficients were measured once, on a machine of 2026 for nine published systems of 3 to 36
 * states; it is their ratios that count. Measured ratios of Tsit5 and Rodas5P are within a fourth
 * of those given here, also where tangents or an adjoint come along: so these need not be asked
 * for, and steps are the same without derivatives and with them.
 */
public final class StepCosts {
  private static final double RATE = 5;
  private static final double CHANGE = 2; // of a state by a rate, an entry of N
  private static final double DERIVATIVE = 6; // of a rate by a state
  private static final double MULTIPLICATION = 3; // in a factorisation
  private static final double ENTRY = 2; // of L and U, in a solution or a factorisation

  private StepCosts() {}

  /** An evaluation of f. */
  public static double rates(SystemStructure structure) {
    return RATE * structure.rates() + CHANGE * structure.stoichiometry().size();
  }

  /** J, the factorisation of W, and so many solutions. */
  public static double linear(SystemStructure structure, SparseLu lu, int solutions) {
    return DERIVATIVE * structure.rateStates().size()
        + MULTIPLICATION * lu.multiplications()
        + ENTRY * lu.entries() * (1 + solutions);
  }
}
