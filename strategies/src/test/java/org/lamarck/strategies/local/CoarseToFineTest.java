package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;

class CoarseToFineTest {
  /** What is asked of an exact objective and of a coarse one. */
  private static final class Both implements Objective {
    private final Objective exact;
    private final Objective rough;
    private int exactly;
    private int roughly;

    Both(Objective exact, Objective rough) {
      this.exact = exact;
      this.rough = rough;
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      exactly++;
      return exact.evaluate(x, derivatives);
    }

    @Override
    public Objective coarse() {
      return (x, derivatives) -> {
        roughly++;
        return rough.evaluate(x, derivatives);
      };
    }
  }

  /** As an integration at a loose tolerance: off by some 1e-5, and the steps change with x. */
  private static Objective stepped(LeastSquaresProblem problem) {
    LeastSquaresProblem.Residuals residuals =
        x -> {
          double[] r = problem.function().at(x);
          for (int i = 0; i < r.length; i++) {
            double phase = 3 * i;
            for (double xi : x) {
              phase += 7 * xi;
            }
            r[i] *= 1 + 1e-5 * Math.sin(phase);
          }
          return r;
        };
    return new LeastSquaresProblem(
        problem.name(), residuals, problem.space(), problem.start(), problem.minimum());
  }

  private static Refinement toTheEnd(Objective objective, LeastSquaresProblem problem) {
    CoarseToFine search = CoarseToFine.DEFAULT;
    Refinement slice = search.refine(objective, problem.space(), search.begin(problem.start()), 10);
    for (int k = 0; k < 200 && slice.resumable() != null; k++) {
      slice = slice.then(search.refine(objective, problem.space(), slice.resumable(), 10));
    }
    return slice;
  }

  static Iterable<LeastSquaresProblem> classics() {
    return Classics.all();
  }

  /** Where nothing is coarse: the trust region's contract. */
  @Nested
  class WithoutACoarseObjective implements LocalSearchContract, UnitsContract, OrderContract {
    @Override
    public LocalSearch search() {
      return CoarseToFine.DEFAULT;
    }

    @Override
    public int iterationsForIllConditioned() {
      return 20;
    }
  }

  @ParameterizedTest
  @MethodSource("classics")
  void endsWhereTheTrustRegionEnds(LeastSquaresProblem problem) {
    TrustRegion plain = TrustRegion.DEFAULT;
    Refinement alone = plain.refine(problem, problem.space(), plain.begin(problem.start()), 2000);
    Both both = new Both(problem, stepped(problem));
    Refinement end = toTheEnd(both, problem);
    assertThat(end.termination().converged()).isTrue();
    // the trust region's own tolerances: 1e-9 of the value
    assertThat(end.value()).isLessThanOrEqualTo(alone.value() * (1 + 1e-6) + 1e-8);
    assertThat(both.roughly).isPositive();
  }

  @Test
  void asksTheExactObjectiveForTheLastStepsOnly() {
    List<String> dear = new ArrayList<>();
    for (LeastSquaresProblem problem : Classics.all()) {
      Both both = new Both(problem, stepped(problem));
      toTheEnd(both, problem);
      if (both.exactly > both.roughly) {
        dear.add(problem.name() + " " + both.exactly + " > " + both.roughly);
      }
    }
    // where values fall to nothing, digits are won to the end
    assertThat(dear).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void tellsWhetherItHasSeenResiduals() {
    LeastSquaresProblem problem = Classics.all().iterator().next();
    Objective gradients =
        (x, asked) ->
            problem.evaluate(x, asked == Derivatives.RESIDUALS ? Derivatives.GRADIENT : asked);
    for (LocalSearch search : List.of(CoarseToFine.DEFAULT, TrustRegion.DEFAULT)) {
      LocalState begun = search.begin(problem.start());
      assertThat(begun.isWithoutResiduals()).isFalse(); // nothing is known yet
      assertThat(after(search, problem, problem)).isFalse();
      assertThat(after(search, gradients, problem)).isTrue();
    }
    LocalSearch byGradients = Lbfgsb.DEFAULT; // asks for no residuals, so it cannot know
    assertThat(after(byGradients, gradients, problem)).isFalse();
  }

  private static boolean after(
      LocalSearch search, Objective objective, LeastSquaresProblem problem) {
    Refinement slice = search.refine(objective, problem.space(), search.begin(problem.start()), 2);
    return slice.continuation().orElseThrow().isWithoutResiduals();
  }

  @Test
  void goesOnExactlyWhereTheCoarseObjectiveCannotBeEvaluated() {
    LeastSquaresProblem problem = Classics.all().iterator().next();
    Objective broken =
        (x, derivatives) -> new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 1, "rough");
    Both both = new Both(problem, broken);
    Refinement end = toTheEnd(both, problem);
    assertThat(end.termination().converged()).isTrue();
    assertThat(both.roughly).isEqualTo(1);
    assertThat(end.effort().failures()).isEqualTo(1);
  }

  @Test
  void isHandedOverWhereExactValuesDoNotFallWithCoarseOnes() {
    LeastSquaresProblem problem = Classics.all().iterator().next();
    Both both = new Both(problem, stepped(problem));
    CoarseToFine search = CoarseToFine.DEFAULT;
    Refinement slice = search.refine(both, problem.space(), search.begin(problem.start()), 1);
    CoarseToFine.State state = (CoarseToFine.State) slice.continuation().orElseThrow();
    assertThat(state.isCoarse()).isTrue();
    CoarseToFine.State first = state.checked(1, 10); // nothing to compare with
    assertThat(first.stage()).isEqualTo(CoarseToFine.Stage.COARSE);
    assertThat(first.checked(1, 9.1).stage()).isEqualTo(CoarseToFine.Stage.COARSE);
    assertThat(first.checked(1, 9.6).stage()).isEqualTo(CoarseToFine.Stage.HANDED_OVER);
    assertThat(first.checked(0, 10).stage()).isEqualTo(CoarseToFine.Stage.HANDED_OVER);
  }
}
