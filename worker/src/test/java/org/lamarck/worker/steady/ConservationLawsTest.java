package org.lamarck.worker.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.integrate.Jet;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.system.SystemStructure;

/** Laws of random networks against their null spaces by Commons Math, and laws that are known. */
class ConservationLawsTest {
  private final RandomStream random = RandomStream.of(13);

  /** A system whose rates are all different. */
  private static SystemStructure structure(double[][] stoichiometry, int... algebraic) {
    int n = stoichiometry.length;
    int rates = stoichiometry[0].length;
    double[] sample = new double[n];
    Arrays.setAll(sample, i -> 1 + 0.1 * i);
    double[] constants = new double[rates];
    Arrays.setAll(constants, r -> 2 + 0.3 * r);
    return new JetSystem(
            stoichiometry,
            sample,
            constants,
            (t, y, p) -> {
              Jet[] v = new Jet[rates];
              Arrays.setAll(v, r -> p[r].times(y[r % n]));
              return v;
            },
            algebraic)
        .structure();
  }

  private static ConservationLaws laws(double[][] stoichiometry, int... algebraic) {
    int rates = stoichiometry[0].length;
    int[] groups = new int[rates];
    Arrays.setAll(groups, r -> r);
    double[] factors = new double[rates];
    Arrays.fill(factors, 1.0);
    return ConservationLaws.of(structure(stoichiometry, algebraic), groups, factors);
  }

  /** Γ as a dense matrix. */
  private static double[][] dense(ConservationLaws laws, int states) {
    double[][] gamma = new double[laws.size()][states];
    for (int k = 0; k < laws.size(); k++) {
      for (int e = laws.pattern().start()[k]; e < laws.pattern().start()[k + 1]; e++) {
        gamma[k][laws.pattern().column()[e]] = laws.coefficients()[e];
      }
    }
    return gamma;
  }

  /** Small whole numbers, of a few participants in each reaction, some of one total. */
  private double[][] network(int states, int rates) {
    double[][] n = new double[states][rates];
    for (int r = 0; r < rates; r++) {
      int from = random.nextInt(states);
      int to = random.nextInt(states);
      n[from][r] -= 1 + random.nextInt(2);
      n[to][r] += 1;
      if (random.nextDouble() < 0.3) {
        n[random.nextInt(states)][r] += 1;
      }
    }
    return n;
  }

  @Test
  void thereAreAsManyLawsAsTheNullSpaceHasDimensionsAndTheyAnnihilateAllRates() {
    int found = 0;
    for (int n = 0; n < 300; n++) {
      int states = 1 + random.nextInt(9);
      int rates = 1 + random.nextInt(9);
      double[][] stoichiometry = network(states, rates);
      ConservationLaws laws = laws(stoichiometry);
      Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(stoichiometry);
      assertThat(laws.size()).isEqualTo(states - new SingularValueDecomposition(matrix).getRank());
      found += laws.size();
      if (laws.size() > 0) {
        Array2DRowRealMatrix gamma = new Array2DRowRealMatrix(dense(laws, states));
        assertThat(new SingularValueDecomposition(gamma).getRank()).isEqualTo(laws.size());
        for (double[] row : gamma.multiply(matrix).getData()) {
          assertThat(row).containsExactly(new double[rates], within(1e-9));
        }
      }
    }
    assertThat(found).isGreaterThan(300);
  }

  /**
   * Each law takes the place of one state's equation: that state must be in it, and in no other's.
   */
  @Test
  void eachLawDeterminesAStateOfItsOwn() {
    for (int n = 0; n < 200; n++) {
      int states = 2 + random.nextInt(7);
      double[][] stoichiometry = network(states, 1 + random.nextInt(5));
      ConservationLaws laws = laws(stoichiometry);
      double[][] gamma = dense(laws, states);
      double[][] determined = new double[laws.size()][laws.size()];
      for (int k = 0; k < laws.size(); k++) {
        assertThat(laws.state(k)).isGreaterThan(k == 0 ? -1 : laws.state(k - 1));
        for (int l = 0; l < laws.size(); l++) {
          determined[k][l] = gamma[k][laws.state(l)];
        }
      }
      if (laws.size() > 0) {
        assertThat(new SingularValueDecomposition(new Array2DRowRealMatrix(determined)).getRank())
            .isEqualTo(laws.size());
      }
    }
  }

  @Test
  void unitsOfStatesAndRatesMakeNoLawAndUnmakeNone() {
    for (int n = 0; n < 200; n++) {
      int states = 2 + random.nextInt(6);
      int rates = 1 + random.nextInt(6);
      double[][] stoichiometry = network(states, rates);
      double[][] scaled = new double[states][rates];
      for (int s = 0; s < states; s++) {
        double ofState = Math.pow(10, random.nextInt(25) - 12);
        for (int r = 0; r < rates; r++) {
          scaled[s][r] = stoichiometry[s][r] * ofState * Math.pow(10, (r * 7) % 11 - 5);
        }
      }
      assertThat(laws(scaled).size()).isEqualTo(laws(stoichiometry).size());
    }
  }

  @Test
  void theTotalOfACycleIsKept() {
    ConservationLaws laws = laws(new double[][] {{-1, 0, 1}, {1, -1, 0}, {0, 1, -1}});
    assertThat(laws.size()).isEqualTo(1);
    double[] y = {1, 5, 2};
    double[] base = {2, 3, 2.5};
    double first = dense(laws, 3)[0][0];
    assertThat(laws.difference(0, y, base)).isCloseTo(first * (8 - 7.5), within(1e-12));
  }

  /** E + S ⇌ ES → E + P: enzyme, and substrate with product. */
  @Test
  void anEnzymeHasTwoLaws() {
    double[][] n = {{-1, 1, 1}, {-1, 1, 0}, {1, -1, -1}, {0, 0, 1}};
    ConservationLaws laws = laws(n);
    assertThat(laws.size()).isEqualTo(2);
    for (double[] total : new double[][] {{1, 0, 1, 0}, {0, 1, 1, 1}}) {
      // each total is a combination of the laws: of the same rank with it
      double[][] more = Arrays.copyOf(dense(laws, 4), 3);
      more[2] = total;
      assertThat(new SingularValueDecomposition(new Array2DRowRealMatrix(more)).getRank())
          .isEqualTo(2);
    }
  }

  @Test
  void algebraicStatesAreInNoLaw() {
    double[][] n = {{-1, 0}, {1, 0}, {0, 1}};
    ConservationLaws laws = laws(n, 2);
    assertThat(laws.size()).isEqualTo(1);
    assertThat(dense(laws, 3)[0][2]).isZero();
    assertThat(laws(new double[][] {{0}, {1}}, 1).size())
        .as("what no rate changes is a law of its own")
        .isEqualTo(1);
  }

  /** v₁ = 2 v₀: −2 of the one is +1 of the other. */
  @Test
  void ratesThatAreMultiplesCountAsOne() {
    double[][] n = {{-2, 1}, {1, 0}};
    int[] groups = {0, 0};
    ConservationLaws laws = ConservationLaws.of(structure(n), groups, new double[] {1, 2});
    assertThat(laws.size()).isEqualTo(1); // the first does not change at all
    assertThat(dense(laws, 2)[0][1]).isZero();
    assertThat(laws(n).size()).isZero();
  }
}
