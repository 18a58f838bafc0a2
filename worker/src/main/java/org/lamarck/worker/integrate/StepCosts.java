package org.lamarck.worker.integrate;

import org.lamarck.worker.method.Rodas5PTableau;
import org.lamarck.worker.method.Tsit5Tableau;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.system.SystemStructure;

/**
 * What steps of a system cost, in nanoseconds of a simulation, by counts of what is computed. The
 * coefficients were measured once, on a machine of 2026 for nine published systems of 3 to 36
 * states; it is their ratios that count. Measured ratios of the two schemes are within a fourth of
 * those given here, also where tangents or an adjoint come along: so these need not be asked for,
 * and steps are the same without derivatives and with them.
 *
 * @param tsit5 of a step of Tsit5
 * @param rodas5p of a step of Rodas5P
 */
record StepCosts(double tsit5, double rodas5p) {
  private static final double RATE = 5;
  private static final double CHANGE = 2; // of a state by a rate, an entry of N
  private static final double DERIVATIVE = 6; // of a rate by a state
  private static final double MULTIPLICATION = 3; // in a factorisation
  private static final double ENTRY = 2; // of L and U, in a solution or a factorisation
  private static final double EXPLICIT_STATE = 20; // combinations of stages
  private static final double IMPLICIT_STATE = 40;

  /** The costs by counts. */
  static StepCosts of(SystemStructure structure, SparseLu lu) {
    double rates = RATE * structure.rates() + CHANGE * structure.stoichiometry().size();
    double linear =
        DERIVATIVE * structure.rateStates().size()
            + MULTIPLICATION * lu.multiplications()
            + ENTRY * lu.entries() * (1 + Rodas5PTableau.STAGES);
    return new StepCosts(
        (Tsit5Tableau.STAGES - 1) * rates + EXPLICIT_STATE * structure.states(),
        Rodas5PTableau.STAGES * rates + linear + IMPLICIT_STATE * structure.states());
  }

  /** How many steps of Rodas5P cost as much as one of Tsit5. */
  double ratio() {
    return tsit5 / rodas5p;
  }
}
