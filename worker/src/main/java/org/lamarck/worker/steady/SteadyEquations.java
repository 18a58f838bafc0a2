package org.lamarck.worker.steady;

import java.util.Arrays;
import org.lamarck.worker.method.Throughput;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.LinearisedRates;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.RateMultiples;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/**
 * What holds in a steady state, F(y) = 0: of each state its rate is zero, or its algebraic equation
 * holds; but one state of each conservation law has the law in the place of its rate, Γ (y − b) =
 * 0, with b the states from which the steady state is reached. So F has a regular Jacobian A where
 * the steady state is isolated among those with the same totals. An instance has workspaces and
 * serves one thread.
 */
public final class SteadyEquations {
  /** What rounding leaves of a sum, relative to the sizes of its terms. */
  private static final double ROUNDING = 0x1p-48;

  /** The same where nothing but rounding shall pass. */
  private static final double SMALLEST_ROUNDING = 0x1p-51;

  private final OdeSystem system;
  private final int states;
  private final RateMultiples multiples;
  private final double[] factors;
  private final double[] known; // those of the present laws
  private final LinearisedRates rates;
  private final int[] first; // N by state: its terms, each a rate and a coefficient
  private final int[] rate;
  private final double[] term;
  private Places places;
  private final double[] throughput;

  /** The equations of a system. */
  public SteadyEquations(OdeSystem system) {
    this.system = system;
    SystemStructure structure = system.structure();
    this.states = structure.states();
    this.multiples = system.multiples();
    this.factors = new double[structure.rates()];
    this.known = new double[structure.rates()];
    Arrays.fill(known, 1.0);
    Stoichiometry n = structure.stoichiometry();
    this.rates = new LinearisedRates(system, states, n);
    this.places = new Places(ConservationLaws.of(structure, multiples.groups(), known));
    this.first = new int[states + 1];
    this.rate = new int[n.size()];
    this.term = new double[n.size()];
    sortByState(n);
    this.throughput = new double[states];
  }

  private void sortByState(Stoichiometry n) {
    for (int state : n.state()) {
      first[state + 1]++;
    }
    for (int i = 0; i < states; i++) {
      first[i + 1] += first[i];
    }
    int[] next = first.clone();
    for (int r = 0; r + 1 < n.start().length; r++) {
      for (int e = n.start()[r]; e < n.start()[r + 1]; e++) {
        int place = next[n.state()[e]]++;
        rate[place] = r;
        term[place] = n.coefficient()[e];
      }
    }
  }

  /** Where entries of A come from, for given laws. */
  private final class Places {
    private final ConservationLaws laws;
    private final int[] lawOf; // of a state, −1 for none
    private final int[] source; // of each entry of A: of J, or −1 − an entry of Γ
    private final SparseLu lu;
    private final double[] matrix;

    Places(ConservationLaws laws) {
      this.laws = laws;
      this.lawOf = new int[states];
      Arrays.fill(lawOf, -1);
      for (int k = 0; k < laws.size(); k++) {
        lawOf[laws.state(k)] = k;
      }
      int[] start = new int[states + 1];
      for (int i = 0; i < states; i++) {
        int[] from = rows(i).start();
        start[i + 1] = start[i] + from[row(i) + 1] - from[row(i)];
      }
      int[] column = new int[start[states]];
      this.source = new int[start[states]];
      for (int i = 0; i < states; i++) {
        for (int e = 0; e < start[i + 1] - start[i]; e++) {
          int from = rows(i).start()[row(i)] + e;
          column[start[i] + e] = rows(i).column()[from];
          source[start[i] + e] = lawOf[i] < 0 ? from : -1 - from;
        }
      }
      int[] all = new int[states];
      Arrays.setAll(all, i -> i);
      this.lu = new SparseLu(states, new SparsePattern(start, column), all);
      this.matrix = new double[column.length];
    }

    private SparsePattern rows(int state) {
      return lawOf[state] < 0 ? rates.statePattern() : laws.pattern();
    }

    private int row(int state) {
      return lawOf[state] < 0 ? state : lawOf[state];
    }

    boolean factorise() {
      double[] jacobian = rates.byStates();
      for (int e = 0; e < matrix.length; e++) {
        matrix[e] = source[e] < 0 ? laws.coefficients()[-1 - source[e]] : jacobian[source[e]];
      }
      return Finite.all(matrix) && lu.factorise(matrix, 0);
    }
  }

  /** Takes the constants for those at which the laws are wanted; before all else. */
  public void constants(double[] p) {
    multiples.factors(p, factors);
    if (!Arrays.equals(factors, known)) {
      System.arraycopy(factors, 0, known, 0, factors.length);
      places = new Places(ConservationLaws.of(system.structure(), multiples.groups(), known));
    }
  }

  /** dy/dt, and what algebraic equations leave; a workspace of this. */
  double[] rates(Point at) {
    rates.evaluate(at);
    return rates.values();
  }

  /** Whether a rate that {@link #rates} has given is what rounding leaves of a sum that is 0. */
  boolean isRounding(int state) {
    double sum = 0;
    for (int e = first[state]; e < first[state + 1]; e++) {
      sum += Math.abs(term[e] * rates.rates()[rate[e]]);
    }
    return Math.abs(rates.values()[state]) <= ROUNDING * sum;
  }

  /** Whether all rates are what rounding leaves of sums that are 0; rates are evaluated anew. */
  boolean areRounding(Point at) {
    rates.evaluateWithRates(at);
    Throughput.of(system.structure(), rates.rates(), rates.rateStates(), at.state(), throughput);
    for (int s = 0; s < states; s++) {
      if (!(Math.abs(rates.values()[s]) <= SMALLEST_ROUNDING * throughput[s])) {
        return false;
      }
    }
    return true;
  }

  /** Puts conservation laws in their places in slopes. */
  void conserve(double[] slopes, double[] y, double[] base) {
    for (int k = 0; k < places.laws.size(); k++) {
      slopes[places.laws.state(k)] = places.laws.difference(k, y, base);
    }
  }

  /** Evaluates dy/dt and A; whether A is regular. */
  boolean linearise(Point at) {
    return rates.linearise(at) && places.factorise();
  }

  /** Evaluates A, and the derivatives by constants besides; whether A is regular. */
  public boolean differentiate(Point at) {
    return rates.differentiate(at) && places.factorise();
  }

  /** x ← −A⁻¹ x. */
  public void solve(double[] x) {
    places.lu.solve(x, 0);
  }

  /** x ← −A⁻ᵀ x. */
  public void solveTransposed(double[] x) {
    places.lu.solveTransposed(x, 0);
  }

  /** dy/dt after {@link #linearise}. */
  double[] rates() {
    return rates.values();
  }

  /** The law in the place of a state's rate; −1 when there is none. */
  public int law(int state) {
    return places.lawOf[state];
  }

  /** Adds Γ X of a law to a row, for X of n rows. */
  public void addLaw(int law, RowMatrix x, double[] row) {
    double[] values = x.values();
    SparsePattern rows = places.laws.pattern();
    for (int e = rows.start()[law]; e < rows.start()[law + 1]; e++) {
      int from = x.row(rows.column()[e]);
      for (int j = 0; j < row.length; j++) {
        row[j] += places.laws.coefficients()[e] * values[from + j];
      }
    }
  }

  /** Adds Γᵀ of a law times a factor. */
  public void addLawTransposed(int law, double factor, double[] x) {
    SparsePattern rows = places.laws.pattern();
    for (int e = rows.start()[law]; e < rows.start()[law + 1]; e++) {
      x[rows.column()[e]] += factor * places.laws.coefficients()[e];
    }
  }

  /** The pattern of ∂f/∂p, by state. */
  public SparsePattern constantPattern() {
    return rates.constantPattern();
  }

  /** ∂f/∂p after {@link #differentiate}, in the order of its pattern; not to be written to. */
  public double[] constantValues() {
    return rates.byConstants();
  }
}
