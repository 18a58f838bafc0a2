package org.lamarck.worker.integrate;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.StepPatterns;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Indices;
import org.lamarck.worker.system.SystemStructure.Pairs;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/** A system whose rates are formulas over {@link Jet}; the patterns are found at a sample point. */
public final class JetSystem implements OdeSystem {
  /** The rates of a system. */
  public interface Formulas {
    Jet[] rates(Jet t, Jet[] y, Jet[] p);
  }

  private final int n;
  private final int m;
  private final Formulas formulas;
  private final SystemStructure structure;
  private final StepPatterns patterns;

  /**
   * A system.
   *
   * @param stoichiometry by state, then by rate
   * @param sampleState a point at which no derivative vanishes by chance
   */
  public JetSystem(
      double[][] stoichiometry, double[] sampleState, double[] sampleConstants, Formulas formulas) {
    this(stoichiometry, sampleState, sampleConstants, formulas, new int[0]);
  }

  /** A system with algebraic states. */
  public JetSystem(
      double[][] stoichiometry,
      double[] sampleState,
      double[] sampleConstants,
      Formulas formulas,
      int[] algebraic) {
    this.n = sampleState.length;
    this.m = sampleConstants.length;
    this.formulas = formulas;
    Jet[] v = evaluate(0.37, sampleState, sampleConstants);
    List<int[]> changes = new ArrayList<>();
    List<Double> coefficients = new ArrayList<>();
    List<int[]> vy = new ArrayList<>();
    List<int[]> vp = new ArrayList<>();
    List<int[]> vt = new ArrayList<>();
    List<int[]> vyy = new ArrayList<>();
    List<int[]> vyp = new ArrayList<>();
    List<int[]> vty = new ArrayList<>();
    List<int[]> vtp = new ArrayList<>();
    for (int r = 0; r < v.length; r++) {
      if (v[r].first[0] != 0) {
        vt.add(new int[] {r, r, 0});
      }
      for (int a = 0; a < n; a++) {
        if (stoichiometry[a][r] != 0) {
          changes.add(new int[] {r, a, 0});
          coefficients.add(stoichiometry[a][r]);
        }
        addIf(v[r].first[1 + a], vy, r, a, 0);
        addIf(v[r].second[0][1 + a], vty, r, a, 0);
        for (int b = a; b < n; b++) {
          addIf(v[r].second[1 + a][1 + b], vyy, r, a, b);
        }
        for (int k = 0; k < m; k++) {
          addIf(v[r].second[1 + a][1 + n + k], vyp, r, a, k);
        }
      }
      for (int k = 0; k < m; k++) {
        addIf(v[r].first[1 + n + k], vp, r, k, 0);
        addIf(v[r].second[0][1 + n + k], vtp, r, k, 0);
      }
    }
    this.structure =
        new SystemStructure(
            n,
            m,
            v.length,
            new Stoichiometry(
                rows(changes, v.length),
                coefficients.stream().mapToDouble(Double::doubleValue).toArray()),
            rows(vy, v.length),
            rows(vp, v.length),
            new Indices(vt.stream().mapToInt(e -> e[0]).toArray()),
            pairs(vyy, v.length),
            pairs(vyp, v.length),
            rows(vty, v.length),
            rows(vtp, v.length),
            new Indices(algebraic));
    this.patterns = new StepPatterns(structure);
  }

  private static void addIf(double value, List<int[]> list, int r, int a, int b) {
    if (value != 0) {
      list.add(new int[] {r, a, b});
    }
  }

  private static int[] starts(List<int[]> entries, int rates) {
    int[] start = new int[rates + 1];
    for (int[] entry : entries) {
      start[entry[0] + 1]++;
    }
    for (int r = 0; r < rates; r++) {
      start[r + 1] += start[r];
    }
    return start;
  }

  private static SparsePattern rows(List<int[]> entries, int rates) {
    return new SparsePattern(
        starts(entries, rates), entries.stream().mapToInt(e -> e[1]).toArray());
  }

  private static Pairs pairs(List<int[]> entries, int rates) {
    return new Pairs(
        starts(entries, rates),
        entries.stream().mapToInt(e -> e[1]).toArray(),
        entries.stream().mapToInt(e -> e[2]).toArray());
  }

  private Jet[] evaluate(double t, double[] y, double[] p) {
    int size = 1 + n + m;
    Jet[] states = new Jet[n];
    for (int a = 0; a < n; a++) {
      states[a] = Jet.variable(y[a], 1 + a, size);
    }
    Jet[] constants = new Jet[m];
    for (int k = 0; k < m; k++) {
      constants[k] = Jet.variable(p[k], 1 + n + k, size);
    }
    return formulas.rates(Jet.variable(t, 0, size), states, constants);
  }

  @Override
  public StepPatterns patterns() {
    return patterns;
  }

  @Override
  public SystemStructure structure() {
    return structure;
  }

  @Override
  public void rates(double t, double[] y, double[] p, double[] v) {
    Jet[] rates = evaluate(t, y, p);
    for (int r = 0; r < rates.length; r++) {
      v[r] = rates[r].value;
    }
  }

  @Override
  public void firstDerivatives(
      double t, double[] y, double[] p, double[] v, double[] vy, double[] vp, double[] vt) {
    Jet[] rates = evaluate(t, y, p);
    writeFirst(rates, v, vy, vt);
    SparsePattern rows = structure.rateConstants();
    for (int r = 0; r < rates.length; r++) {
      for (int e = rows.start()[r]; e < rows.start()[r + 1]; e++) {
        vp[e] = rates[r].first[1 + n + rows.column()[e]];
      }
    }
  }

  @Override
  public void stateDerivatives(
      double t, double[] y, double[] p, double[] v, double[] vy, double[] vt) {
    writeFirst(evaluate(t, y, p), v, vy, vt);
  }

  private void writeFirst(Jet[] rates, double[] v, double[] vy, double[] vt) {
    SparsePattern rows = structure.rateStates();
    for (int r = 0; r < rates.length; r++) {
      v[r] = rates[r].value;
      for (int e = rows.start()[r]; e < rows.start()[r + 1]; e++) {
        vy[e] = rates[r].first[1 + rows.column()[e]];
      }
    }
    for (int e = 0; e < vt.length; e++) {
      vt[e] = rates[structure.timedRates().values()[e]].first[0];
    }
  }

  @Override
  @SuppressWarnings("checkstyle:ParameterNumber") // of the interface
  public void secondDerivatives(
      double t, double[] y, double[] p, double[] vyy, double[] vyp, double[] vty, double[] vtp) {
    Jet[] rates = evaluate(t, y, p);
    Pairs yy = structure.stateStatePairs();
    Pairs yp = structure.stateConstantPairs();
    SparsePattern ty = structure.timeStatePairs();
    SparsePattern tp = structure.timeConstantPairs();
    for (int r = 0; r < rates.length; r++) {
      for (int e = yy.start()[r]; e < yy.start()[r + 1]; e++) {
        vyy[e] = rates[r].second[1 + yy.first()[e]][1 + yy.second()[e]];
      }
      for (int e = yp.start()[r]; e < yp.start()[r + 1]; e++) {
        vyp[e] = rates[r].second[1 + yp.first()[e]][1 + n + yp.second()[e]];
      }
      for (int e = ty.start()[r]; e < ty.start()[r + 1]; e++) {
        vty[e] = rates[r].second[0][1 + ty.column()[e]];
      }
      for (int e = tp.start()[r]; e < tp.start()[r + 1]; e++) {
        vtp[e] = rates[r].second[0][1 + n + tp.column()[e]];
      }
    }
  }
}
