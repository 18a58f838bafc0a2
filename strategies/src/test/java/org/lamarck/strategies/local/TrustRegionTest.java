package org.lamarck.strategies.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.TrustRegion.Curvature;
import org.lamarck.strategies.local.TrustRegion.Screening;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;

class TrustRegionTest {
  /** Function evaluations of SciPy on the same residuals, starts and boxes. */
  private static final Map<String, Integer> SCIPY_EVALUATIONS =
      Map.ofEntries(
          Map.entry("Rosenbrock", 31),
          Map.entry("Rosenbrock 10-D chain", 28),
          Map.entry("Powell singular", 12),
          Map.entry("Helical valley", 12),
          Map.entry("Freudenstein–Roth", 28),
          Map.entry("Bard", 8),
          Map.entry("Kowalik–Osborne", 22),
          Map.entry("Meyer", 300),
          Map.entry("Jennrich–Sampson", 21),
          Map.entry("Brown–Dennis", 30),
          Map.entry("Biggs EXP6", 44),
          Map.entry("Osborne 1", 30),
          Map.entry("Osborne 2", 14),
          Map.entry("Brown almost-linear", 6));

  static Iterable<LeastSquaresProblem> classics() {
    return Classics.all();
  }

  @Nested
  class AsItComes implements LocalSearchContract, UnitsContract, OrderContract {
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
  class WithGaussNewtonAndEveryTrialScreened
      implements LocalSearchContract, UnitsContract, OrderContract {
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
  class WithSecants implements LocalSearchContract, UnitsContract, OrderContract {
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
  void findsThePublishedMinimumAsQuicklyAsOthers(LeastSquaresProblem problem) {
    TrustRegion search = TrustRegion.DEFAULT;
    Refinement found = search.refine(problem, problem.space(), search.begin(problem.start()), 1000);
    assertThat(found.termination().converged()).isTrue();
    // the minima are published with 6 to 9 digits; Powell's singular one is approached linearly
    assertThat(found.value()).isCloseTo(problem.minimum(), within(1e-6 * problem.minimum() + 1e-9));
    // a third and five more than least_squares(method="trf") of SciPy 1.17.1 with these tolerances
    int scipy = requireNonNull(SCIPY_EVALUATIONS.get(problem.name()));
    assertThat(found.effort().gradients()).isLessThanOrEqualTo(scipy + scipy / 3 + 5);
  }

  /** Σ 10^aₖ exp(−10^bₖ t) at 40 times over four decades, for x = (a₁, b₁, a₂, b₂, …). */
  private static LeastSquaresProblem exponentials(double low, double high, double... truth) {
    double[] data = sum(truth);
    return LeastSquaresProblem.of(
        "exponentials",
        x -> {
          double[] r = sum(x);
          for (int i = 0; i < r.length; i++) {
            r[i] = (r[i] - data[i]) / 0.01;
          }
          return r;
        },
        low,
        high,
        0,
        new double[truth.length]);
  }

  private static double[] sum(double[] x) {
    double[] y = new double[40];
    for (int i = 0; i < y.length; i++) {
      double t = Math.pow(10, -2 + i / 10.0);
      for (int k = 0; k < x.length; k += 2) {
        y[i] += Math.pow(10, x[k]) * Math.exp(-Math.pow(10, x[k + 1]) * t);
      }
    }
    return y;
  }

  @Test
  void walksDownSloppyValleys() {
    // four overlapping decays: the curvature at the solution spans ten decades and more
    LeastSquaresProblem problem = exponentials(-3, 3, 0.2, -0.9, 0, -0.4, -0.1, 0.2, 0.1, 0.7);
    TrustRegion search = TrustRegion.DEFAULT;
    Vector start = Vector.of(-0.5, -1.5, 0.5, -0.7, 0.5, 0.5, -0.5, 1.2);
    Refinement found = search.refine(problem, problem.space(), search.begin(start), 200);
    assertThat(found.termination().converged()).isTrue();
    // χ²/2 of 40 data: 0.01 is far below what noise of one standard deviation would leave (16)
    assertThat(found.value()).isLessThan(0.01);
  }

  @Test
  void convergesQuicklyToAnOptimumOnABound() {
    // the true rate 10^-1.5 lies half a decade outside of the box
    LeastSquaresProblem problem = exponentials(-1, 3, 0, -1.5, 0.3, 0.8);
    TrustRegion search = TrustRegion.DEFAULT;
    Refinement found =
        search.refine(problem, problem.space(), search.begin(Vector.of(0.5, 0.5, 0.5, 1.5)), 40);
    // 40 leaves room for the way there; the last decades to the bound take three
    assertThat(found.termination().converged()).isTrue();
    assertThat(found.point().get(1)).isEqualTo(-1);
  }

  /**
   * Madsen, Nielsen & Tingleff (2004), Methods for Non-Linear Least Squares Problems, example 3.4:
   * the residuals at the minimum, x = 0, are 1 and −1, and each step of Gauss–Newton leaves λ of
   * the error.
   */
  private static LeastSquaresProblem largeResiduals(double lambda) {
    return LeastSquaresProblem.of(
        "large residuals",
        x -> new double[] {x[0] + 1, lambda * x[0] * x[0] + x[0] - 1},
        -2,
        3,
        1,
        new double[1]);
  }

  @Test
  void learnsWhatGaussNewtonLeavesOut() {
    LeastSquaresProblem problem = largeResiduals(0.9);
    TrustRegion search = TrustRegion.DEFAULT;
    TrustRegion plain = search.with(Curvature.GAUSS_NEWTON);
    Vector start = Vector.of(1.5);
    Refinement found = search.refine(problem, problem.space(), search.begin(start), 100);
    Refinement without = plain.refine(problem, problem.space(), plain.begin(start), 100);
    // the value is flat: 1e-9 of it, the tolerance, is 1e-4 in x; superlinear steps end below that
    assertThat(found.point().get(0)).isCloseTo(0, within(1e-5));
    // a secant in one coordinate has order 1.6: a few steps from 1 to 1e-5, and some to get there
    assertThat(found.effort().gradients()).isLessThanOrEqualTo(15);
    // one decade of the error takes Gauss–Newton 22 steps
    assertThat(without.effort().gradients()).isGreaterThan(40);
  }

  @Test
  void reportsTheCurvatureItWasGiven() {
    LeastSquaresProblem problem = Classics.bard();
    TrustRegion search = TrustRegion.DEFAULT;
    Refinement found = search.refine(problem, problem.space(), search.begin(problem.start()), 50);
    Evaluation there = problem.evaluate(found.point(), Derivatives.RESIDUALS);
    assertThat(there).isInstanceOf(Evaluation.LeastSquares.class);
    assertThat(found.curvature()).isEqualTo(((Evaluation.LeastSquares) there).curvature());
  }

  @Test
  void screeningFindsTheSamePointWithFewerDerivatives() {
    LeastSquaresProblem problem = Classics.rosenbrock();
    TrustRegion plain = TrustRegion.DEFAULT;
    TrustRegion screening = plain.with(Screening.ALWAYS);
    Refinement once = plain.refine(problem, problem.space(), plain.begin(problem.start()), 100);
    Refinement again =
        screening.refine(problem, problem.space(), screening.begin(problem.start()), 100);
    assertThat(again.point()).isEqualTo(once.point());
    assertThat(again.iterations()).isEqualTo(once.iterations());
    assertThat(again.effort().evaluations()).isEqualTo(once.iterations());
    assertThat(again.effort().gradients()).isLessThan(once.effort().gradients());
  }
}
