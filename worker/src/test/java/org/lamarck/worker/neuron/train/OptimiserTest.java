package org.lamarck.worker.neuron.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptimiserTest {
  /** ½·Σ cᵢxᵢ². */
  private static double descend(Optimiser optimiser, double[] x, double[] c, int steps) {
    double loss = 0;
    for (int k = 0; k <= steps; k++) {
      double[] gradient = new double[x.length];
      loss = 0;
      for (int i = 0; i < x.length; i++) {
        gradient[i] = c[i] * x[i];
        loss += gradient[i] * x[i] / 2;
      }
      if (k < steps) {
        optimiser.step(x, loss, gradient);
      }
    }
    return loss;
  }

  @Test
  void adamsFirstStepIsItsRateInEachCoordinate() {
    double[] x = {1, -2};
    new Adam(0.1, 0.01).step(x, 0, new double[] {1e-3, -50});
    assertThat(x[0]).isCloseTo(0.9, within(1e-5)); // ε beside a slope of 1e-3
    assertThat(x[1]).isCloseTo(-1.99, within(1e-9));
  }

  @Test
  void adamsSecondStepIsThatOfThePaper() {
    double[] x = {0};
    Adam adam = Adam.of(0.1, 1);
    adam.step(x, 0, new double[] {1});
    adam.step(x, 0, new double[] {3});
    double mean = (0.9 * 0.1 * 1 + 0.1 * 3) / (1 - 0.81);
    double square = (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.999 * 0.999);
    assertThat(x[0]).isCloseTo(-0.1 - 0.1 * mean / Math.sqrt(square), within(1e-8)); // ε
  }

  @Test
  void adamDescends() {
    assertThat(descend(Adam.of(0.05, 2), new double[] {1, -1}, new double[] {1, 100}, 500))
        .isLessThan(1e-3);
  }

  @Test
  void polyaksStepHalvesAQuadratic() {
    double[] x = {3};
    new PolyakStep(1, 2).step(x, 9 / 2.0, new double[] {3}); // L/g² · g = x/2
    assertThat(x[0]).isEqualTo(1.5);
  }

  @Test
  void polyaksStepDescendsAndStandsWhereThereIsNoSlope() {
    assertThat(descend(new PolyakStep(0.14, 0.9), new double[] {1, -1}, new double[] {1, 4}, 400))
        .isLessThan(1e-2);
    double[] x = {2};
    new PolyakStep(1, 0.9).step(x, 5, new double[] {0});
    assertThat(x[0]).isEqualTo(2);
  }

  @Test
  void permutationsAreThoseOfNumPy() {
    // numpy.random.RandomState(0).permutation(10)
    assertThat(Shuffle.permutation(10, 0)).containsExactly(2, 8, 4, 9, 1, 6, 7, 3, 0, 5);
  }
}
