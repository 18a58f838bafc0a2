package org.lamarck.worker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.sparse.Matrices;
import org.lamarck.worker.sparse.SparsePattern;

/** N v and its derivatives: differences, transposes, and what is not finite. */
class LinearisedRatesTest {
  private final RandomStream random = RandomStream.of(71);
  private final JetSystem system = Models.calcium();
  private final SystemStructure structure = system.structure();
  private final LinearisedRates all =
      new LinearisedRates(system, structure.states(), structure.stoichiometry());

  private static double[] product(SparsePattern pattern, double[] values, double[] x) {
    double[] product = new double[pattern.start().length - 1];
    for (int i = 0; i < product.length; i++) {
      for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
        product[i] += values[e] * x[pattern.column()[e]];
      }
    }
    return product;
  }

  private static double[] along(double[] x, double[] direction, double size) {
    double[] moved = x.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += size * direction[i];
    }
    return moved;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private double[] values(double[] y, double[] p) {
    all.evaluate(new Point(0, y, p));
    return all.values().clone();
  }

  /** Along a random direction of states and one of constants, each in parts of their sizes. */
  @Test
  void derivativesAreDifferencesOfTheRightHandSide() {
    double[] y = Models.calciumState();
    double[] p = Models.calciumConstants();
    double[] dy = Matrices.vector(random, y.length);
    double[] dp = Matrices.vector(random, p.length);
    for (int s = 0; s < y.length; s++) {
      dy[s] *= y[s];
    }
    for (int k = 0; k < p.length; k++) {
      dp[k] *= p[k];
    }
    assertThat(all.differentiate(new Point(0, y, p))).isTrue();
    double[] byStates = product(all.statePattern(), all.byStates(), dy);
    double[] byConstants = product(all.constantPattern(), all.byConstants(), dp);
    double size = 1e-5;
    double[] upState = values(along(y, dy, size), p);
    double[] downState = values(along(y, dy, -size), p);
    double[] up = values(y, along(p, dp, size));
    double[] down = values(y, along(p, dp, -size));
    for (int s = 0; s < y.length; s++) {
      // e² of third derivatives, with powers of up to 4, and rounding of rates of 1e3 over e
      double bound = 1e-6;
      double byState = (upState[s] - downState[s]) / (2 * size);
      assertThat(byStates[s]).isCloseTo(byState, within(bound * (1 + Math.abs(byState))));
      double byConstant = (up[s] - down[s]) / (2 * size);
      assertThat(byConstants[s]).isCloseTo(byConstant, within(bound * (1 + Math.abs(byConstant))));
    }
  }

  /** zᵀ (J u + f_p q) = (Jᵀ z)ᵀ u + (f_pᵀ z)ᵀ q, by way of the rates. */
  @Test
  void transposedRatesAreTheTransposeOfTheseDerivatives() {
    double[] y = Models.calciumState();
    double[] p = Models.calciumConstants();
    assertThat(all.differentiate(new Point(0, y, p))).isTrue();
    double[] vy = new double[structure.rateStates().size()];
    double[] vp = new double[structure.rateConstants().size()];
    system.firstDerivatives(0, y, p, new double[structure.rates()], vy, vp, new double[0]);
    TransposedRates transposed = system.patterns().transposed();
    for (int n = 0; n < 20; n++) {
      double[] z = Matrices.vector(random, structure.states());
      double[] u = Matrices.vector(random, structure.states());
      double[] q = Matrices.vector(random, structure.constants());
      double[] weights = new double[structure.rates()];
      double[] byStates = new double[structure.states()];
      double[] byConstants = new double[structure.constants()];
      transposed.weigh(z, weights);
      transposed.applyStates(weights, vy, byStates);
      transposed.addConstants(weights, vp, byConstants);
      double forward =
          dot(z, product(all.statePattern(), all.byStates(), u))
              + dot(z, product(all.constantPattern(), all.byConstants(), q));
      // sums of some hundred terms of up to 1e3
      assertThat(dot(byStates, u) + dot(byConstants, q)).isCloseTo(forward, within(1e-10));
    }
  }

  /** f = −k (y − cos ωt)(1 + y²/10), so ∂f/∂t = −k ω sin(ωt) (1 + y²/10). */
  @Test
  void theDerivativeByTimeIsThatOfTheClosedForm() {
    JetSystem forced = Models.forced();
    LinearisedRates rates = new LinearisedRates(forced, 1, forced.structure().stoichiometry());
    double y = 0.3;
    double t = 0.7;
    assertThat(rates.linearise(new Point(t, new double[] {y}, new double[] {50, 1.5}))).isTrue();
    double factor = 1 + y * y / 10;
    double difference = y - Math.cos(1.5 * t);
    assertThat(rates.values()[0]).isCloseTo(-50 * difference * factor, within(1e-13));
    assertThat(rates.byTime()[0]).isCloseTo(-50 * 1.5 * Math.sin(1.5 * t) * factor, within(1e-13));
    assertThat(rates.byStates()[0]).isCloseTo(-50 * (factor + difference * y / 5), within(1e-13));
  }

  @Test
  void ofNoRowsThereIsNothingToEvaluate() {
    LinearisedRates none = new LinearisedRates(system, 0, structure.stoichiometry());
    assertThat(none.values()).isEmpty();
    assertThat(none.byStates()).isEmpty();
    assertThat(none.byConstants()).isEmpty();
    assertThat(none.byTime()).isEmpty();
    assertThat(none.statePattern().size()).isZero();
  }

  @Test
  void whatIsNotFiniteIsTold() {
    double[] y = Models.calciumState();
    y[3] = Double.NaN;
    assertThat(all.linearise(new Point(0, y, Models.calciumConstants()))).isFalse();
    assertThat(all.differentiate(new Point(0, y, Models.calciumConstants()))).isFalse();
  }

  @Test
  void aPointIsAViewUntilItIsCopied() {
    double[] y = {1, 2};
    double[] p = {3};
    Point view = new Point(5, y, p);
    Point copy = view.copy();
    Point later = view.at(6);
    y[0] = 9;
    p[0] = 7;
    assertThat(view.state()).isSameAs(y);
    assertThat(later.state()).isSameAs(y);
    assertThat(later.time()).isEqualTo(6);
    assertThat(view.time()).isEqualTo(5);
    assertThat(copy.state()).containsExactly(1, 2);
    assertThat(copy.constants()).containsExactly(3);
  }
}
