package org.lamarck.strategies.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class SteppingStonesTest {
  /** Of exp(−5 x) on [0, 1], whose draws at β are exact by inversion: (1 − e⁻⁵)/5. */
  private static final double EXACT = Math.log(-Math.expm1(-5) / 5);

  private static final Vector BETAS = Vector.of(1, 0.5, 0.2, 0);

  private static SteppingStones stones(long seed, int draws) {
    List<List<double[]>> values = new ArrayList<>();
    for (int l = 0; l < 4; l++) {
      List<double[]> ladder = new ArrayList<>();
      for (int k = 0; k < BETAS.size(); k++) {
        RandomStream random = RandomStream.of(seed).split("ladder", l).split("level", k);
        double rate = 5 * BETAS.get(k);
        double[] u = new double[draws];
        for (int t = 0; t < draws; t++) {
          double p = random.nextDouble();
          u[t] = 5 * (rate == 0 ? p : -Math.log1p(p * Math.expm1(-rate)) / rate);
        }
        ladder.add(u);
      }
      values.add(ladder);
    }
    return SteppingStones.of(BETAS, values, 0);
  }

  @Test
  void theEvidenceIsTheIntegralWithinItsError() {
    int inside = 0;
    double square = 0;
    for (int seed = 0; seed < 100; seed++) {
      SteppingStones known = stones(seed, 200);
      double off = (known.logEvidence() - EXACT) / known.standardError();
      inside += Math.abs(off) < 2 ? 1 : 0;
      square += off * off / 100;
    }
    // 95 of 100 for a normal error whose size is known, a few less or more by chance; the error is
    // the larger of two estimates, so rather more than less
    assertThat(inside).isGreaterThanOrEqualTo(90);
    assertThat(square).isBetween(0.4, 1.4);
  }

  @Test
  void moreDrawsTellMore() {
    assertThat(stones(1, 6400).standardError()).isLessThan(0.4 * stones(1, 400).standardError());
    assertThat(stones(1, 6400).logEvidence()).isCloseTo(EXACT, within(0.02));
  }
}
