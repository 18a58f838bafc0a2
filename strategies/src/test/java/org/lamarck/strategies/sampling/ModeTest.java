package org.lamarck.strategies.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

class ModeTest {
  private static final SearchSpace SPACE =
      new SearchSpace(List.of("a", "b", "c"), Vector.of(-5, -50, 3), Vector.of(5, 50, 3));

  /** Of these curvatures in the two coordinates that can move. */
  private static Mode mode(double value, double a, double b) {
    return new Mode(Vector.of(1, 2, 3), value, Matrix.of(3, 3, a, 0, 0, 0, b, 0, 0, 0, Double.NaN));
  }

  @Test
  void theMassIsThatOfANormalDensity() {
    assertThat(mode(4, 100, 1).logMass(SPACE))
        .isCloseTo(-4 + Math.log(2 * Math.PI * 0.1), within(1e-12));
    assertThat(mode(4, 100, 1).isProper(SPACE)).isTrue();
  }

  @Test
  void aFlatDirectionHasTheMassOfTheSpace() {
    Mode flat = mode(4, 100, 0);
    assertThat(flat.logMass(SPACE))
        .isCloseTo(-4 + Math.log(Math.sqrt(2 * Math.PI) * 0.1) + Math.log(100), within(1e-12));
    assertThat(flat.isProper(SPACE)).isFalse();
    assertThat(Mode.logEvidence(List.of(flat), SPACE)).isEmpty();
    // unless it is so much worse than another one that it does not matter
    Mode better = mode(-20, 100, 1);
    assertThat(Mode.logEvidence(List.of(better, flat), SPACE).orElseThrow())
        .isCloseTo(better.logMass(SPACE), within(1e-3));
  }

  @Test
  void drawsHaveTheCovarianceThatTheCurvatureSays() {
    Matrix hessian = Matrix.of(3, 3, 100, 6, 0, 6, 1, 0, 0, 0, Double.NaN);
    Mode mode = new Mode(Vector.of(1, 2, 3), 0, hessian);
    double[] sums = new double[3];
    int n = 4000;
    for (int k = 0; k < n; k++) {
      Vector x = mode.draw(SPACE, RandomStream.of(5).split("draw", k)).minus(mode.point());
      sums[0] += x.get(0) * x.get(0) / n;
      sums[1] += x.get(0) * x.get(1) / n;
      sums[2] += x.get(1) * x.get(1) / n;
      assertThat(x.get(2)).isZero();
    }
    double determinant = 100 * 1 - 6 * 6;
    // a mean square of n draws is known to √(2/n) of itself, a product to less; 4 of these
    double part = 4 * Math.sqrt(2.0 / n);
    assertThat(sums[0]).isCloseTo(1 / determinant, within(part / determinant));
    assertThat(sums[2]).isCloseTo(100 / determinant, within(part * 100 / determinant));
    assertThat(sums[1]).isCloseTo(-6 / determinant, within(part * 10 / determinant));
  }

  @Test
  void onABoundLaplaceSaysNothing() {
    Mode bound = new Mode(Vector.of(5, 0, 3), 0, Matrix.identity(3));
    assertThat(bound.isProper(SPACE)).isFalse();
  }

  @Test
  void chainsAreAllottedByMasses() {
    Mode half = mode(0, 100, 1);
    Mode third = mode(Math.log(1.5), 100, 1); // two thirds of the other's mass
    Mode none = mode(30, 100, 1);
    assertThat(Mode.allotted(List.of(half, third, none), 5, SPACE))
        .containsExactly(half, half, half, third, third);
    assertThat(Mode.allotted(List.of(half, none), 4, SPACE)).containsOnly(half);
    assertThat(Mode.allotted(List.of(half, third), 1, SPACE)).containsExactly(half);
  }

  @Test
  void chainsBeginInTheirModes() {
    Mode here = mode(0, 100, 1);
    Mode there = new Mode(Vector.of(-1, -2, 3), 0, here.hessian());
    List<Proposal> asked =
        new Sampling(Nuts.DEFAULT, 4, 100, 10)
            .in(List.of(here, there))
            .begin(SPACE, RandomStream.of(1), List.of())
            .ask();
    assertThat(asked.stream().map(proposal -> proposal.candidates().get(0)))
        .containsExactly(here.point(), here.point(), there.point(), there.point());
  }
}
