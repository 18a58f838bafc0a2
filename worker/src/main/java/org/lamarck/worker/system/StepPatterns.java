package org.lamarck.worker.system;

import java.util.Arrays;
import org.lamarck.worker.sparse.SymbolicLu;

/**
 * What steps of a system have in common: how f, J and ∂f/∂t come of the rates and their
 * derivatives, and how W is factorised. A layout does not change: threads share it.
 */
public final class StepPatterns {
  private final Assembly rightHandSide;
  private final Assembly stateJacobian;
  private final Assembly timeDerivative;
  private final SymbolicLu elimination;
  private final TransposedRates transposed;

  /** Lays out the steps of systems of this structure, of n states and R rates. */
  public StepPatterns(SystemStructure structure) {
    int states = structure.states();
    int[] rates = new int[structure.rates()];
    Arrays.setAll(rates, r -> r);
    rightHandSide = Assembly.vector(states, structure.stoichiometry(), rates).shared();
    stateJacobian =
        Assembly.matrix(states, structure.stoichiometry(), structure.rateStates()).shared();
    timeDerivative =
        Assembly.vector(states, structure.stoichiometry(), structure.timedRates().values())
            .shared();
    elimination = new SymbolicLu(states, stateJacobian.pattern(), structure.algebraic().values());
    transposed = new TransposedRates(structure);
  }

  /** f = N v. */
  public Assembly rightHandSide() {
    return rightHandSide;
  }

  /** J = N ∂v/∂y. */
  public Assembly stateJacobian() {
    return stateJacobian;
  }

  /** ∂f/∂t of the rates that depend on time. */
  public Assembly timeDerivative() {
    return timeDerivative;
  }

  /** Jᵀ z and f_pᵀ z. */
  public TransposedRates transposed() {
    return transposed;
  }

  public SymbolicLu elimination() {
    return elimination;
  }

  /** The number of entries of L and U together. */
  public int factors() {
    return elimination.entries();
  }
}
