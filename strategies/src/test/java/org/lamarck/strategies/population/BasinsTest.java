package org.lamarck.strategies.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.BasinArchive.Basin;
import org.lamarck.strategies.random.RandomStream;

/** Which ends of searches are one basin, and what the archive keeps of them. */
class BasinsTest {
  private static final BasinArchive EMPTY = BasinArchive.empty(Vector.of(1, 100));

  private static Refinement end(Vector point, Evaluation there, @Nullable Matrix curvature) {
    return new Refinement(
        point, 0, point, there, 0, curvature, Termination.GRADIENT, 1, Effort.NONE, null);
  }

  private static Refinement end(double value, double... point) {
    return end(Vector.of(point), new Evaluation.Value(value), null);
  }

  @ParameterizedTest
  @CsvSource({
    "1,    0.5,   50,   true", // the same
    "1.04, 0.509, 50.9, true", // within 0.05 of the value, a hundredth of the widths
    "0.96, 0.491, 49.1, true",
    "1.06, 0.5,   50,   false", // another value
    "1,    0.511, 50,   false", // too far in the first
    "1,    0.5,   51.1, false" // and in the second coordinate
  })
  void withoutCurvatureNearnessIsOfValueAndOfEachCoordinate(
      double value, double x, double y, boolean same) {
    BasinArchive archive = EMPTY.with(end(1, 0.5, 50)).with(end(value, x, y));
    assertThat(archive.basins()).hasSize(same ? 1 : 2);
  }

  @Test
  void largeValuesAgreeByTheirDigits() {
    // 1e-6 of 1e6 is 1: more than the 0.05 of a likelihood
    BasinArchive archive = EMPTY.with(end(1e6, 0.5, 50)).with(end(1e6 + 0.9, 0.5, 50));
    assertThat(archive.basins()).hasSize(1);
    assertThat(archive.with(end(1e6 + 1.1, 0.5, 50)).basins()).hasSize(2);
  }

  @Test
  void curvatureTellsSloppyDirectionsFromStiffOnes() {
    // δᵀHδ ≤ 1: one standard error of either direction
    Matrix curvature = Matrix.of(2, 2, 1e6, 0, 0, 1e-6);
    Refinement best = end(Vector.of(0.5, 50), new Evaluation.Value(1), curvature);
    BasinArchive archive = EMPTY.with(best);
    assertThat(archive.knows(end(1.01, 0.5, 95))).isTrue(); // sloppy: 45 is nothing
    assertThat(archive.knows(end(1.01, 0.502, 50))).isFalse(); // stiff: two standard errors
    assertThat(archive.knows(end(1.01, 0.5009, 50))).isTrue();
  }

  @Test
  void theBetterEndStandsForTheBasinAndVisitsAreCounted() {
    BasinArchive archive =
        EMPTY
            .with(end(1.03, 0.501, 50), true)
            .with(end(1.00, 0.500, 50), false)
            .with(end(1.02, 0.502, 50), true);
    assertThat(archive.basins()).containsExactly(new Basin(Vector.of(0.500, 50), 1.00, null, 3, 2));
  }

  @Test
  void curvatureIsKeptWhenABetterEndHasNone() {
    Matrix curvature = Matrix.identity(2);
    BasinArchive archive =
        EMPTY
            .with(end(Vector.of(0.5, 50), new Evaluation.Value(1.02), curvature))
            .with(end(1, 0.5, 50));
    assertThat(archive.basins().get(0).curvature()).isEqualTo(curvature);
    assertThat(archive.basins().get(0).value()).isEqualTo(1);
  }

  @Test
  void basinsAreBestFirstInWhateverOrderTheyCome() {
    RandomStream random = RandomStream.of(1);
    BasinArchive archive = EMPTY;
    for (int k = 0; k < 100; k++) {
      archive = archive.with(end(random.nextInt(50), random.nextDouble(), 50));
    }
    List<Double> values = archive.basins().stream().map(Basin::value).toList();
    assertThat(values).isSorted();
    assertThat(archive.best()).contains(archive.basins().get(0));
    assertThat(archive.basins().stream().mapToInt(Basin::visits).sum()).isEqualTo(100);
  }

  @Test
  void whatFailedOrIsNoiseMakesNoBasin() {
    Evaluation failed = new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "");
    assertThat(EMPTY.with(end(Vector.of(0.5, 50), failed, null))).isEqualTo(EMPTY);
    Evaluation noisy = new Evaluation.Estimate(1, 0.1, 2);
    assertThat(EMPTY.with(end(Vector.of(0.5, 50), noisy, null))).isEqualTo(EMPTY);
    Refinement gaveUp =
        new Refinement(
            Vector.of(0.5, 50),
            1,
            Vector.of(0.5, 50),
            new Evaluation.Value(1),
            0,
            null,
            Termination.FAILED,
            1,
            Effort.NONE,
            null);
    assertThat(EMPTY.with(gaveUp)).isEqualTo(EMPTY);
  }

  @Test
  void theBestBasinIsRefinedUntilThreeAgreeAndTheOthersNot() {
    BasinArchive archive = EMPTY.with(end(1, 0.1, 50)).with(end(5, 0.9, 50));
    assertThat(archive.entered(end(1, 0.1, 50))).isFalse();
    assertThat(archive.entered(end(5, 0.9, 50))).isTrue();
    assertThat(archive.entered(end(4.99, 0.9, 50))).isFalse(); // better than its basin: goes on
    assertThat(archive.entered(end(7, 0.5, 50))).isFalse(); // no basin is known there
    archive = archive.with(end(1, 0.1, 50)).with(end(1, 0.1, 50));
    assertThat(archive.entered(end(1, 0.1, 50))).isTrue();
  }

  @Test
  void aPointThatNoSearchEndedAtIsABasinWithoutVisits() {
    BasinArchive archive = EMPTY.with(end(5, 0.9, 50)).holding(Vector.of(0.1, 50), 1);
    assertThat(archive.basins().get(0)).isEqualTo(new Basin(Vector.of(0.1, 50), 1, null, 0, 0));
    assertThat(archive.indexOfBasin(Vector.of(0.9, 50), 5)).isEqualTo(1);
    assertThat(archive.indexOfBasin(Vector.of(0.9, 50), 1)).isEqualTo(-1);
    // a search that ends there makes it an ordinary one
    assertThat(archive.with(end(1, 0.1, 50)).basins().get(0).visits()).isEqualTo(1);
  }

  /**
   * Of basins of equal size, of which n searches found w, the next search finds a new one with the
   * chance that Boender and Rinnooy Kan estimate, w (w + 1)/(n (n − 1)): counted in urns.
   */
  @Test
  void theChanceOfANewBasinIsThatOfUrns() {
    int searches = 40;
    double estimated = 0;
    double counted = 0;
    int runs = 4000;
    for (int run = 0; run < runs; run++) {
      RandomStream random = RandomStream.of(run);
      int urns = 1 + random.nextInt(20);
      boolean[] seen = new boolean[urns];
      int found = 0;
      for (int k = 0; k < searches; k++) {
        int urn = random.nextInt(urns);
        found += seen[urn] ? 0 : 1;
        seen[urn] = true;
      }
      estimated += found * (found + 1.0) / (searches * (searches - 1.0)) / runs;
      counted += (seen[random.nextInt(urns)] ? 0 : 1) / (double) runs;
    }
    // equal sizes are the easiest case: the estimate is on the safe side of them
    assertThat(counted).isLessThan(estimated);
  }

  @ParameterizedTest
  @CsvSource({"10, 1, 0.1111111111111111", "30, 3, 0.10344827586206896", "4, 4, 1"})
  void theChanceOfBetterIsBasinsPerSearch(int searches, int basins, double chance) {
    BasinArchive archive = EMPTY;
    for (int k = 0; k < searches; k++) {
      int basin = Math.max(0, k - (searches - basins)); // most in the first, the best
      archive = archive.with(end(basin, 0.05 + 0.1 * basin, 50), true);
    }
    Individual best = new Individual(0, "multistart", null, end(0, 0.05, 50), null);
    assertThat(archive.chanceOfBetter(best)).isEqualTo(chance);
  }
}
