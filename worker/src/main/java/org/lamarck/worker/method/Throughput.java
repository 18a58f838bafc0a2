package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/**
 * What the rate of a state is a sum of, without signs: Σ_j |N_ij| (|v_j| + Σ_k |∂v_j/∂y_k y_k|).
 * What rounding leaves of the rate is some units in the last place of it, also where rates cancel
 * one another, or the terms of one rate do.
 */
public final class Throughput {
  private final OdeSystem system;
  private final double[] v;

  public Throughput(OdeSystem system) {
    this.system = system;
    this.v = new double[system.structure().rates()];
  }

  /** Computes it where a step starts. */
  public void of(Step step, double[] out) {
    if (!step.method().isImplicit()) {
      step.evaluateJacobian(); // and with it ∂v/∂y
    }
    system.rates(step.startTime(), step.state(), step.constants(), v);
    of(system.structure(), v, step.rates().byStates(0), step.state(), out);
  }

  /**
   * Computes it for all states.
   *
   * @param vy ∂v/∂y in the order of {@link SystemStructure#rateStates}
   */
  public static void of(
      SystemStructure structure, double[] v, double[] vy, double[] y, double[] out) {
    Arrays.fill(out, 0.0);
    Stoichiometry n = structure.stoichiometry();
    SparsePattern pattern = structure.rateStates();
    for (int r = 0; r < v.length; r++) {
      double size = Math.abs(v[r]);
      for (int e = pattern.start()[r]; e < pattern.start()[r + 1]; e++) {
        size += Math.abs(vy[e] * y[pattern.column()[e]]);
      }
      for (int e = n.start()[r]; e < n.start()[r + 1]; e++) {
        out[n.state()[e]] += Math.abs(n.coefficient()[e]) * size;
      }
    }
    for (int s = 0; s < out.length; s++) {
      out[s] = Double.isFinite(out[s]) ? out[s] : 0;
    }
  }
}
