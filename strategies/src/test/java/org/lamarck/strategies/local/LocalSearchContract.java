package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/** What holds for every local search. */
interface LocalSearchContract {
  LocalSearch search();

  /** Iterations in which a quadratic of condition 1e8 must be solved to 1e-5 of its range. */
  int iterationsForIllConditioned();

  /** Asks, remembers every answer, and checks the point against the space. */
  final class Witness implements Objective {
    private final Objective objective;
    private final SearchSpace space;
    final List<Evaluation> values = new ArrayList<>();
    final List<Evaluation> gradients = new ArrayList<>();

    Witness(Objective objective, SearchSpace space) {
      this.objective = objective;
      this.space = space;
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      assertThat(space.contains(x)).as("%s is in the box", x).isTrue();
      Evaluation evaluation = objective.evaluate(x, derivatives);
      (derivatives == Derivatives.NONE ? values : gradients).add(evaluation);
      return evaluation;
    }

    Effort effort() {
      Failures failures =
          Stream.concat(values.stream(), gradients.stream())
              .filter(Evaluation.Failed.class::isInstance)
              .map(failed -> Failures.of(((Evaluation.Failed) failed).reason(), 1))
              .reduce(Failures.NONE, Failures::plus);
      return new Effort(values.size(), gradients.size(), failures);
    }

    double best() {
      return gradients.stream()
          .filter(Evaluation.Finite.class::isInstance)
          .mapToDouble(e -> ((Evaluation.Finite) e).value())
          .min()
          .orElse(Double.POSITIVE_INFINITY);
    }
  }

  /** ½ Σ cᵢ (xᵢ − tᵢ)². */
  static Objective quadratic(Vector target, Vector curvature) {
    return (x, derivatives) -> {
      int n = x.size();
      double[] r = new double[n];
      double[] j = new double[n * n];
      for (int i = 0; i < n; i++) {
        double root = Math.sqrt(curvature.get(i));
        r[i] = root * (x.get(i) - target.get(i));
        j[i * n + i] = root;
      }
      Vector residuals = Vector.of(r);
      Matrix jacobian = Matrix.of(n, n, j);
      double value = 0.5 * residuals.dot(residuals);
      return switch (derivatives) {
        case NONE -> new Evaluation.Value(value);
        case GRADIENT -> new Evaluation.Gradient(value, jacobian.transposeTimes(residuals));
        case RESIDUALS ->
            new Evaluation.LeastSquares(
                value, jacobian.transposeTimes(residuals), residuals, jacobian, jacobian.gram());
      };
    };
  }

  /** {@code objective} where {@code x₀ + x₁ < limit}, failure elsewhere. */
  static Objective failingBeyond(double limit, Objective objective) {
    return (x, derivatives) ->
        x.get(0) + x.get(1) < limit
            ? objective.evaluate(x, derivatives)
            : new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 1, "beyond");
  }

  private Refinement run(Objective objective, SearchSpace space, Vector start, int iterations) {
    LocalSearch search = search();
    return search.refine(objective, space, search.begin(start), iterations);
  }

  @Test
  default void solvesAQuadraticInsideTheBox() {
    Vector target = Vector.of(0.3, -0.7, 2);
    SearchSpace space = LeastSquaresProblem.box(3, -5, 5);
    Refinement found =
        run(quadratic(target, Vector.of(1, 10, 100)), space, Vector.of(-4, 4, -4), 100);
    assertThat(found.termination()).isEqualTo(Termination.GRADIENT);
    // gradient tolerance 1e-6 over the smallest curvature 1
    assertThat(found.point().minus(target).maxNorm()).isLessThan(1e-6);
    assertThat(found.continuation()).isEmpty();
    assertThat(found.evaluation()).isInstanceOf(Evaluation.Gradient.class);
  }

  @Test
  default void convergesOntoActiveBounds() {
    Vector target = Vector.of(-9, 0.5, 7, 1);
    SearchSpace space = LeastSquaresProblem.box(4, -5, 5);
    Refinement found =
        run(quadratic(target, Vector.of(1, 3, 0.1, 30)), space, Vector.of(1, 1, 1, 1), 30);
    assertThat(found.termination()).isEqualTo(Termination.GRADIENT);
    assertThat(found.point().get(0)).isEqualTo(-5);
    assertThat(found.point().get(2)).isEqualTo(5);
    assertThat(found.point().get(1)).isCloseTo(0.5, within(1e-6));
    assertThat(found.optimality()).isLessThanOrEqualTo(1e-6);
  }

  @Test
  default void leavesABoundThatItStartsOn() {
    Vector target = Vector.of(0, 0);
    SearchSpace space = LeastSquaresProblem.box(2, -5, 5);
    Refinement found = run(quadratic(target, Vector.of(1, 1)), space, Vector.of(-5, 5), 50);
    assertThat(found.termination()).isEqualTo(Termination.GRADIENT);
    assertThat(found.point().maxNorm()).isLessThan(1e-6);
  }

  @Test
  default void clipsAStartOutsideOfTheBox() {
    SearchSpace space = LeastSquaresProblem.box(2, -5, 5);
    Objective objective = quadratic(Vector.of(0, 0), Vector.of(1, 1));
    Refinement found = run(new Witness(objective, space), space, Vector.of(-50, 7), 50);
    assertThat(found.start()).isEqualTo(Vector.of(-5, 5));
    assertThat(found.startValue()).isEqualTo(25);
    assertThat(found.termination()).isEqualTo(Termination.GRADIENT);
  }

  @Test
  default void leavesFixedCoordinatesAlone() {
    SearchSpace space =
        new SearchSpace(List.of("a", "b", "c"), Vector.of(-5, 1, -5), Vector.of(5, 1, 5));
    Refinement found =
        run(quadratic(Vector.of(2, 3, -2), Vector.of(1, 1, 1)), space, Vector.of(0, 0, 0), 50);
    assertThat(found.termination()).isEqualTo(Termination.GRADIENT);
    assertThat(found.point().get(1)).isEqualTo(1);
    assertThat(found.point().get(0)).isCloseTo(2, within(1e-6));
  }

  @Test
  default void endsAtOnceWhereNothingCanMove() {
    SearchSpace space = new SearchSpace(List.of("a"), Vector.of(1), Vector.of(1));
    Refinement found = run(quadratic(Vector.of(2), Vector.of(1)), space, Vector.of(0), 5);
    assertThat(found.termination()).isEqualTo(Termination.GRADIENT);
    assertThat(found.iterations()).isZero();
    assertThat(found.effort()).isEqualTo(new Effort(0, 1, Failures.NONE));
  }

  @Test
  default void solvesIllConditionedQuadratics() {
    int n = 9;
    double[] curvature = new double[n];
    for (int i = 0; i < n; i++) {
      curvature[i] = Math.pow(10, i);
    }
    SearchSpace space = LeastSquaresProblem.box(n, -5, 5);
    Vector start = space.drawStart(RandomStream.of(11));
    Objective objective = quadratic(Vector.zeros(n), Vector.of(curvature));
    Refinement found = run(objective, space, start, iterationsForIllConditioned());
    assertThat(found.termination().converged()).isTrue();
    // 1e-5 in each term, of a value of up to 1e9 at the start
    assertThat(found.value()).isLessThan(n * 1e-5);
  }

  @Test
  default void solvesRosenbrockInTwoAndTenDimensions() {
    for (LeastSquaresProblem problem :
        List.of(Classics.rosenbrock(), Classics.extendedRosenbrock(10))) {
      Refinement found = run(problem, problem.space(), problem.start(), 300);
      assertThat(found.termination()).as(problem.name()).isEqualTo(Termination.GRADIENT);
      assertThat(found.value()).as(problem.name()).isLessThan(1e-10);
    }
  }

  @Test
  default void countsWhatItAsks() {
    LeastSquaresProblem problem = Classics.rosenbrock();
    Objective failing =
        (x, derivatives) ->
            Math.hypot(x.get(0) + 1.2, x.get(1) - 1) < 0.6
                    || Math.hypot(x.get(0) - 0.5, x.get(1) - 0.5) < 1.3
                ? problem.evaluate(x, derivatives)
                : new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", 0, "outside");
    Witness witness = new Witness(failing, problem.space());
    Refinement found = run(witness, problem.space(), problem.start(), 200);
    assertThat(found.effort()).isEqualTo(witness.effort());
    assertThat(found.value()).isEqualTo(witness.best());
  }

  @Test
  default void walksAlongAFailingRegion() {
    // the minimum is 0.1 from where evaluations fail; steps from afar overshoot into it
    SearchSpace space = LeastSquaresProblem.box(2, -10, 10);
    Objective objective = failingBeyond(2.1, quadratic(Vector.of(1, 1), Vector.of(1, 25)));
    Witness witness = new Witness(objective, space);
    Refinement found = run(witness, space, Vector.of(-8, 9), 100);
    assertThat(found.termination()).isEqualTo(Termination.GRADIENT);
    assertThat(found.point().minus(Vector.of(1, 1)).maxNorm()).isLessThan(1e-6);
  }

  @Test
  default void givesUpWhereAllAroundFails() {
    SearchSpace space = LeastSquaresProblem.box(2, -10, 10);
    Vector start = Vector.of(-8, 7);
    Objective quadratic = quadratic(Vector.of(1, 1), Vector.of(1, 1));
    Objective objective =
        (x, derivatives) ->
            x.equals(start)
                ? quadratic.evaluate(x, derivatives)
                : new Evaluation.Failed(Evaluation.Reason.TIME_LIMIT, "", 0, "too slow");
    Refinement found = run(objective, space, start, 1000);
    assertThat(found.termination()).isEqualTo(Termination.FAILED);
    assertThat(found.failed()).isFalse();
    assertThat(found.point()).isEqualTo(start);
    assertThat(found.value()).isEqualTo(found.startValue());
    assertThat(found.effort().failures()).isBetween(1L, 30L);
    assertThat(found.continuation()).isEmpty();
  }

  @Test
  default void reportsAFailedStart() {
    SearchSpace space = LeastSquaresProblem.box(2, -10, 10);
    Objective objective = failingBeyond(-100, quadratic(Vector.of(1, 1), Vector.of(1, 1)));
    Refinement found = run(objective, space, Vector.of(0, 0), 10);
    assertThat(found.termination()).isEqualTo(Termination.FAILED);
    assertThat(found.failed()).isTrue();
    assertThat(found.value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(found.startValue()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(found.effort())
        .isEqualTo(new Effort(0, 1, Failures.of(Evaluation.Reason.STEP_LIMIT, 1)));
    assertThat(found.optimality()).isNaN();
  }

  @Test
  default void stoppingAndGoingOnIsNotStopping() {
    LeastSquaresProblem problem = Classics.extendedRosenbrock(4);
    Objective objective =
        failingBeyond(2.2, problem); // failures too must not be forgotten between slices
    for (int slice : List.of(1, 3, 7)) {
      Witness unbroken = new Witness(objective, problem.space());
      Refinement whole = run(unbroken, problem.space(), problem.start(), 300);
      Witness sliced = new Witness(objective, problem.space());
      LocalState state = search().begin(problem.start());
      Refinement last = search().refine(sliced, problem.space(), state, slice);
      Effort effort = last.effort();
      int iterations = last.iterations();
      while (last.resumable() != null) {
        last = search().refine(sliced, problem.space(), last.resumable(), slice);
        assertThat(last.iterations()).isLessThanOrEqualTo(slice);
        effort = effort.plus(last.effort());
        iterations += last.iterations();
      }
      assertThat(sliced.values).isEqualTo(unbroken.values);
      assertThat(sliced.gradients).isEqualTo(unbroken.gradients);
      assertThat(last.point()).isEqualTo(whole.point());
      assertThat(last.value()).isEqualTo(whole.value());
      assertThat(last.termination()).isEqualTo(whole.termination());
      assertThat(effort).isEqualTo(whole.effort());
      assertThat(iterations).isEqualTo(whole.iterations());
    }
  }

  @Test
  default void spendsNoMoreIterationsThanItMay() {
    LeastSquaresProblem problem = Classics.rosenbrock();
    Refinement slice = run(problem, problem.space(), problem.start(), 3);
    assertThat(slice.termination()).isEqualTo(Termination.BUDGET);
    assertThat(slice.iterations()).isEqualTo(3);
    assertThat(slice.continuation()).isPresent();
    assertThat(slice.continuation().orElseThrow().iterations()).isEqualTo(3);
    assertThat(slice.continuation().orElseThrow().point()).isEqualTo(slice.point());
  }

  @Test
  default void isDeterministic() {
    LeastSquaresProblem problem = Classics.osborne1();
    Refinement once = run(problem, problem.space(), problem.start(), 50);
    assertThat(run(problem, problem.space(), problem.start(), 50)).isEqualTo(once);
  }

  @Test
  default void worksWithAGradientAlone() {
    LeastSquaresProblem problem = Classics.rosenbrock();
    Objective gradientOnly =
        (x, derivatives) ->
            problem.evaluate(
                x, derivatives == Derivatives.NONE ? derivatives : Derivatives.GRADIENT);
    Refinement found = run(gradientOnly, problem.space(), problem.start(), 100);
    assertThat(found.termination()).isEqualTo(Termination.GRADIENT);
    assertThat(found.point().minus(Vector.of(1, 1)).maxNorm()).isLessThan(1e-4);
  }

  @Test
  default void givesUpWithTheValueWhereThereAreNoGradients() {
    LeastSquaresProblem problem = Classics.rosenbrock();
    Objective valueOnly = (x, derivatives) -> problem.evaluate(x, Derivatives.NONE);
    Refinement refinement = run(valueOnly, problem.space(), problem.start(), 5);
    assertThat(refinement.termination()).isEqualTo(Termination.FAILED);
    assertThat(refinement.evaluation()).isInstanceOf(Evaluation.Value.class);
    assertThat(refinement.effort().gradients()).isEqualTo(1);
  }

  @Test
  default void refusesWhatItCannotUse() {
    LeastSquaresProblem problem = Classics.rosenbrock();
    assertThatThrownBy(() -> run(problem, problem.space(), problem.start(), 0))
        .isInstanceOf(IllegalArgumentException.class);
    LocalState foreign =
        new LocalState() {
          private static final long serialVersionUID = 1L;

          @Override
          public Vector point() {
            return problem.start();
          }

          @Override
          public int iterations() {
            return 0;
          }
        };
    assertThatThrownBy(() -> search().refine(problem, problem.space(), foreign, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot go on");
  }

  @Test
  default void neverLeavesTheBoxNorGoesUphill() {
    for (LeastSquaresProblem problem : Classics.all()) {
      for (int k = 0; k < 5; k++) {
        Vector start = problem.space().drawStart(RandomStream.of(5).split("start", k));
        Witness witness = new Witness(problem, problem.space());
        Refinement found = run(witness, problem.space(), start, 60);
        assertThat(found.value()).as(problem.name()).isLessThanOrEqualTo(found.startValue());
        assertThat(found.effort()).isEqualTo(witness.effort());
      }
    }
  }
}
