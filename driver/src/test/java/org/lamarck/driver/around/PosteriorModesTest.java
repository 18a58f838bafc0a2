package org.lamarck.driver.around;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.sampling.Mode;

class PosteriorModesTest {
  /** −log (e^(−2(x+3)²) + e^(−rise − 8(x−3)²)) + ½ y²: two modes, of curvatures 4 and 16 in x. */
  record Two(double rise) implements ObjectiveSource {
    @Override
    public String id() {
      return "two";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -9, 9), Coordinate.linear("y", -9, 9));
    }

    @Override
    public Objective open() {
      return (v, derivatives) -> {
        double x = v.get(0);
        double left = -2 * (x + 3) * (x + 3);
        double right = -rise - 8 * (x - 3) * (x - 3);
        double most = Math.max(left, right);
        double sum = most + Math.log(Math.exp(left - most) + Math.exp(right - most));
        double part = Math.exp(left - sum);
        double slope = part * 4 * (x + 3) + (1 - part) * 16 * (x - 3);
        return new Evaluation.Gradient(-sum + v.get(1) * v.get(1) / 2, Vector.of(slope, v.get(1)));
      };
    }
  }

  private static List<Mode> modes(double rise) {
    return PosteriorModes.of(
        SourceRun.of(new Two(rise)),
        List.of(Vector.of(-2.5, 1), Vector.of(3.3, -2), Vector.of(-3.2, 0.5)));
  }

  @Test
  void basinsLeadToTheirModesEachOnceTheBestFirst() {
    List<Mode> modes = modes(1);
    assertThat(modes).hasSize(2);
    assertThat(modes.get(0).point().minus(Vector.of(-3, 0)).maxNorm()).isLessThan(1e-4);
    assertThat(modes.get(1).point().minus(Vector.of(3, 0)).maxNorm()).isLessThan(1e-4);
    assertThat(modes.get(1).value()).isCloseTo(1, within(1e-7));
  }

  @Test
  void hessiansAreThoseOfTheDensity() {
    Matrix hessian = modes(1).get(1).hessian();
    // a normal density about each: differences of its gradients are exact
    assertThat(hessian.get(0, 0)).isCloseTo(16, within(1e-6));
    assertThat(hessian.get(1, 1)).isCloseTo(1, within(1e-6));
    assertThat(hessian.get(0, 1)).isCloseTo(0, within(1e-6));
    double mass = Mode.logEvidence(modes(1), new Two(1).space()).orElseThrow();
    double exact = Math.log(2 * Math.PI * (1 / 2.0 + Math.exp(-1) / 4));
    assertThat(mass).isCloseTo(exact, within(1e-5));
  }

  @Test
  void aModeThatIsAsGoodAsImpossibleIsNone() {
    assertThat(modes(40)).hasSize(1);
  }

  @Test
  void anObjectiveWithoutGradientsHasNoModes() {
    assertThat(PosteriorModes.of(SourceRun.of(new Values()), List.of(Vector.of(0.5)))).isEmpty();
  }

  /** No gradients. */
  record Values() implements ObjectiveSource {
    @Override
    public String id() {
      return "values";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", 0, 1));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> new Evaluation.Value(x.get(0));
    }
  }
}
