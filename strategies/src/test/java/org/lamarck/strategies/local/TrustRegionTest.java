package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.local.TrustRegion.Curvature;
import org.lamarck.strategies.local.TrustRegion.Screening;

class TrustRegionTest {
  static Iterable<LeastSquaresProblem> classics() {
    return Classics.all();
  }

  @Nested
  class AsItComes implements LocalSearchContract {
    @Override
    public LocalSearch search() {
      return TrustRegion.DEFAULT;
    }

    @Override
    public int iterationsForIllConditioned() {
      // the model is exact; only the bounds on steps keep it from one iteration
      return 20;
    }
  }

  @Nested
  class WithGaussNewtonAndEveryTrialScreened implements LocalSearchContract {
    @Override
    public LocalSearch search() {
      return TrustRegion.DEFAULT.with(Curvature.GAUSS_NEWTON).with(Screening.ALWAYS);
    }

    @Override
    public int iterationsForIllConditioned() {
      return 20;
    }
  }

  @Nested
  class WithSecants implements LocalSearchContract {
    @Override
    public LocalSearch search() {
      return TrustRegion.DEFAULT.with(Curvature.SECANT).with(Screening.NEVER);
    }

    @Override
    public int iterationsForIllConditioned() {
      // eight decades of curvature have to be learned from gradients
      return 400;
    }
  }

  @ParameterizedTest
  @MethodSource("classics")
  void findsThePublishedMinimum(LeastSquaresProblem problem) {
    TrustRegion search = TrustRegion.DEFAULT;
    Refinement found = search.refine(problem, problem.space(), search.begin(problem.start()), 1000);
    assertThat(found.termination().converged()).isTrue();
    // the minima are published with 6 to 9 digits; Powell's singular one is approached linearly
    assertThat(found.value()).isCloseTo(problem.minimum(), within(1e-6 * problem.minimum() + 1e-9));
  }
}
