package org.lamarck.worker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.sparse.Matrices;

/** Products with transposed derivatives of rates, beside sums over the entries of N ∂v. */
class TransposedRatesTest {
  /** A few numbers of order 1 are added. */
  private static final double ROUNDING = 1e-14;

  private final RandomStream random = RandomStream.of(5);

  static JetSystem[] systems() {
    return new JetSystem[] {Models.chain(), Models.robertson(), Models.lotkaVolterra()};
  }

  @ParameterizedTest
  @MethodSource("systems")
  void areProductsWithTheTransposedMatricesBeforeAndAfterTheyAreWrittenOut(JetSystem system) {
    SystemStructure structure = system.structure();
    TransposedRates transposed = system.patterns().transposed();
    int states = structure.states();
    double[] z = Matrices.vector(random, states);
    double[] vy = Matrices.vector(random, structure.rateStates().size());
    double[] vp = Matrices.vector(random, structure.rateConstants().size());
    double[] u = Matrices.vector(random, states + 2);
    double[] weights = new double[structure.rates()];
    transposed.weigh(z, weights);
    for (int r = 0; r < weights.length; r++) {
      double weight = 0;
      for (int s = structure.stoichiometry().start()[r];
          s < structure.stoichiometry().start()[r + 1];
          s++) {
        weight +=
            structure.stoichiometry().coefficient()[s] * z[structure.stoichiometry().state()[s]];
      }
      assertThat(weights[r]).isCloseTo(weight, within(ROUNDING));
    }
    double[] expected = new double[states];
    double[] gains = new double[vy.length];
    double[] byConstants = new double[structure.constants()];
    for (int r = 0; r < weights.length; r++) {
      for (int e = structure.rateStates().start()[r];
          e < structure.rateStates().start()[r + 1];
          e++) {
        expected[structure.rateStates().column()[e]] += weights[r] * vy[e];
        gains[e] = weights[r] * u[2 + structure.rateStates().column()[e]];
      }
      for (int e = structure.rateConstants().start()[r];
          e < structure.rateConstants().start()[r + 1];
          e++) {
        byConstants[structure.rateConstants().column()[e]] += weights[r] * vp[e];
      }
    }
    double[] g = new double[states];
    transposed.applyStates(weights, vy, g);
    assertThat(g).containsExactly(expected, within(ROUNDING));
    for (int i = 0; i < 3000; i++) {
      double[] products = new double[vy.length];
      double[] bar = new double[structure.constants()];
      transposed.applyStates(weights, vy, g, u, 2, products);
      transposed.addConstants(weights, vp, bar);
      assertThat(products).isEqualTo(gains);
      assertThat(g).containsExactly(expected, within(ROUNDING));
      assertThat(bar).isEqualTo(byConstants);
    }
  }
}
