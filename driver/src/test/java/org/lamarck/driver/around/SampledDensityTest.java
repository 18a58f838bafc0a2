package org.lamarck.driver.around;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.strategies.sampling.Mode;

/** A standard normal density of two coordinates, and what a rough integration would make of it. */
class SampledDensityTest {
  private static final Mode MODE = new Mode(Vector.of(0, 0), 0, Matrix.identity(2));

  /** −log density + wrong · x₁, and 5 more, which no draw notices. */
  private record Normal(double wrong) implements ObjectiveSource {
    @Override
    public String id() {
      return "normal";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(coordinate("x"), coordinate("y"));
    }

    private static Coordinate coordinate(String name) {
      return Coordinate.linear(name, -20, 20);
    }

    @Override
    public Objective open() {
      return (x, derivatives) ->
          new Evaluation.Value(x.dot(x) / 2 + wrong * x.get(0) + (wrong == 0 ? 0 : 5));
    }
  }

  /** A run whose density can be had with an error. */
  private static final class Rough extends SourceRun {
    private final double wrong;

    Rough(double wrong) {
      super(new Normal(0), "hash", "here", "here");
      this.wrong = wrong;
    }

    @Override
    public Optional<ObjectiveSource> coarsePosterior() {
      return Optional.of(new Normal(wrong));
    }
  }

  @Test
  void whatChangesNothingThatDrawsCouldTellIsSampled() {
    SampledDensity density = SampledDensity.of(new Rough(5e-4), List.of(MODE));
    assertThat(density.source()).isEqualTo(new Normal(5e-4));
    assertThat(density.exact()).isEqualTo(new Normal(0));
  }

  @Test
  void anErrorThatCountsLeavesTheExactDensity() {
    SampledDensity density = SampledDensity.of(new Rough(5e-3), List.of(MODE));
    assertThat(density.source()).isEqualTo(new Normal(0));
    assertThat(density.error(draws())).isZero();
  }

  @Test
  void nothingIsCoarseWhereNothingIsKnownOfTheDensity() {
    assertThat(SampledDensity.of(new Rough(5e-4), List.of()).source()).isEqualTo(new Normal(0));
    SourceRun plain = SourceRun.of(new Normal(0));
    assertThat(SampledDensity.of(plain, List.of(MODE)).source()).isEqualTo(new Normal(0));
  }

  @Test
  void theErrorThatIsToldIsItsDeviationOverDraws() {
    SampledDensity density = new SampledDensity(new Normal(0.02), new Normal(0));
    // of 100 draws: 0.02 times the deviation of x₁, which 1/√200 of itself is known of, 3 of these
    assertThat(density.error(draws())).isCloseTo(0.02, within(3 * 0.02 / Math.sqrt(200)));
    assertThat(density.error(List.of(List.of()))).isZero();
  }

  private static List<List<Draw>> draws() {
    List<List<Draw>> chains = new ArrayList<>();
    for (int c = 0; c < 2; c++) {
      RandomStream random = RandomStream.of(3).split("chain", c);
      List<Draw> chain = new ArrayList<>();
      for (int k = 0; k < 200; k++) {
        Vector x = Vector.of(random.nextGaussian(), random.nextGaussian());
        chain.add(new Draw(x, x.dot(x) / 2, 1, 1, false));
      }
      chains.add(chain);
    }
    return chains;
  }
}
