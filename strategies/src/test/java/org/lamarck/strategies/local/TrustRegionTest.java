package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrustRegionTest {
  static Iterable<LeastSquaresProblem> classics() {
    return Classics.all();
  }

  @ParameterizedTest
  @MethodSource("classics")
  void findsThePublishedMinimum(LeastSquaresProblem problem) {
    TrustRegion search = TrustRegion.DEFAULT;
    Refinement found =
        search.refine(problem, problem.space(), search.begin(problem.start()), 1000);
    assertThat(found.termination().converged()).isTrue();
    // the minima are published with 6 to 9 digits; Powell's singular one is approached linearly
    assertThat(found.value())
        .isCloseTo(problem.minimum(), within(1e-6 * problem.minimum() + 1e-9));
  }
}
