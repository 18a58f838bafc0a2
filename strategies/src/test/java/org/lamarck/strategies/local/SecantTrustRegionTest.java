package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/** Rosenbrock's valley, whose coarse form lies 1e-3 beside it. */
class SecantTrustRegionTest {
  private static final SearchSpace SPACE =
      new SearchSpace(List.of("x", "y"), Vector.of(-3, -3), Vector.of(3, 3));

  /** At (1, 1). */
  private static final Matrix HESSIAN = Matrix.of(2, 2, 802, -400, -400, 200);

  private static final SecantTrustRegion SEARCH =
      new SecantTrustRegion(TrustRegion.DEFAULT, HESSIAN);

  private int exact;
  private int rough;

  private static Evaluation valley(Vector x, double beside) {
    double a = 1 + beside - x.get(0);
    double b = x.get(1) - x.get(0) * x.get(0);
    return new Evaluation.Gradient(
        a * a + 100 * b * b, Vector.of(-2 * a - 400 * x.get(0) * b, 200 * b));
  }

  private final class Two implements Objective {
    private final boolean roughFails;

    Two(boolean roughFails) {
      this.roughFails = roughFails;
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      exact++;
      return valley(x, 0);
    }

    @Override
    public Objective coarse() {
      return (x, derivatives) -> {
        rough++;
        return roughFails
            ? new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "")
            : valley(x, 1e-3);
      };
    }
  }

  private Refinement searched(Objective objective, SearchSpace space) {
    return SEARCH.refine(objective, space, SEARCH.begin(Vector.of(1.2, 1.3)), 100);
  }

  @Test
  void mostOfTheWayIsCoarseAndTheEndIsExact() {
    Refinement end = searched(new Two(false), SPACE);
    assertThat(end.resumable()).isNull();
    assertThat(end.point().get(0)).isCloseTo(1, within(1e-4)); // a gradient of 1e-6
    assertThat(end.value()).isLessThan(1e-8);
    assertThat(rough).isGreaterThan(exact);
    assertThat(end.effort().gradients()).isEqualTo(rough + exact);
    assertThat(end.startValue())
        .isEqualTo(((Evaluation.Gradient) valley(end.start(), 1e-3)).value());
  }

  @Test
  void whereTheCoarseOneFailsTheExactOneIsAsked() {
    Refinement end = searched(new Two(true), SPACE);
    assertThat(rough).isEqualTo(1);
    assertThat(end.point().get(1)).isCloseTo(1, within(1e-3));
    assertThat(end.start()).isEqualTo(Vector.of(1.2, 1.3));
  }

  @Test
  void whatIsHeldAltogetherIsEvaluatedOnce() {
    Refinement end = searched(new Two(false), SPACE.holding(List.of(0, 1), Vector.of(1.2, 1.3)));
    assertThat(rough).isZero();
    assertThat(exact).isEqualTo(1);
    assertThat(end.value()).isEqualTo(((Evaluation.Gradient) valley(end.point(), 0)).value());
  }
}
