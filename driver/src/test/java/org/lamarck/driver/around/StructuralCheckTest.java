package org.lamarck.driver.around;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/** Flat combinations of a sum of squares that is written by hand, and what profiles are of. */
class StructuralCheckTest {
  /**
   * Residuals a + 2 b − 1 and c − 1, and (a − b)³ with a weight: that has no slope where a = b, and
   * one beside.
   */
  record Sums(double weight) implements ObjectiveSource {
    @Override
    public String id() {
      return "sums";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(
          Coordinate.linear("a", -5, 5),
          Coordinate.linear("b", -5, 5),
          Coordinate.linear("c", 0, 2));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> {
        double apart = x.get(0) - x.get(1);
        double slope = 3 * weight * apart * apart;
        Vector r =
            Vector.of(x.get(0) + 2 * x.get(1) - 1, x.get(2) - 1, weight * apart * apart * apart);
        Matrix jacobian = Matrix.of(3, 3, 1, 2, 0, 0, 0, 1, slope, -slope, 0);
        double[] gradient = new double[3];
        for (int row = 0; row < 3; row++) {
          for (int i = 0; i < 3; i++) {
            gradient[i] += jacobian.get(row, i) * r.get(row);
          }
        }
        return new Evaluation.LeastSquares(
            r.dot(r) / 2, Vector.of(gradient), r, jacobian, jacobian.gram());
      };
    }
  }

  private static final double THIRD = 1 / 3.0;

  private static Map<Integer, Map<String, Double>> flat(double weight) {
    return StructuralCheck.flat(SourceRun.of(new Sums(weight)), Vector.of(THIRD, THIRD, 1));
  }

  @Test
  void aSumLeavesItsPartsFlatAgainstEachOther() {
    Map<Integer, Map<String, Double>> flat = flat(0);
    assertThat(flat).containsOnlyKeys(0, 1);
    Map<String, Double> ofA = Objects.requireNonNull(flat.get(0));
    assertThat(ofA.keySet()).containsExactly("a", "b"); // itself first
    // a + 2 b stays: one of a takes half of b. Eigenvectors of 3 × 3 are right to rounding
    assertThat(Objects.requireNonNull(ofA.get("b"))).isCloseTo(-0.5, within(1e-12));
    Map<String, Double> ofB = Objects.requireNonNull(flat.get(1));
    assertThat(ofB).contains(entry("b", 1.0));
    assertThat(Objects.requireNonNull(ofB.get("a"))).isCloseTo(-2, within(1e-12));
  }

  /** At the optimum alone the third residual has no slope; points around tell. */
  @Test
  void whatIsFlatAtTheOptimumAloneIsNotStructural() {
    assertThat(flat(1)).isEmpty();
  }

  /**
   * Within 2 % of the box a − b is at most 0.4, and with this weight changes residuals by 1.4e-7,
   * which is noise; in a quarter of it, up to 5 and 2e-5.
   */
  @Test
  void whatDataTellFartherAwayIsNotStructural() {
    assertThat(flat(3e-7)).isEmpty();
  }

  @Test
  void whereThereAreNoResidualsNothingIsSaid() {
    SourceRun values = SourceRun.of(new PosteriorModesTest.Values());
    assertThat(StructuralCheck.flat(values, Vector.of(0.5))).isEmpty();
  }

  private static ProfileSubjects subjects(String... texts) throws Exception {
    return ProfileSubjects.of(SourceRun.of(new Sums(1)), List.of(texts));
  }

  @Test
  void profilesAreOfAllParametersOrOfThoseThatAreNamedEachOnce() throws Exception {
    assertThat(subjects().coordinates()).containsExactly(0, 1, 2);
    assertThat(subjects("c", "a", "c ").coordinates()).containsExactly(2, 0);
    assertThat(subjects("c").hasFormulas()).isFalse();
  }

  @Test
  void everyNameThatIsNoParameterIsToldInALineOfItsOwn() {
    assertThatThrownBy(() -> subjects("aa", "b", "zeta"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--of: error: no estimated parameter is called aa; ")
        .hasMessageContaining("--of: error: no estimated parameter is called zeta; ");
  }

  /** An objective of one's own has no observables to write formulas of. */
  @Test
  void aFormulaOfAnObjectiveOfOnesOwnIsNoParameter() {
    assertThatThrownBy(() -> subjects("a + b"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--of: error: no estimated parameter is called a + b; ");
  }

  @Test
  void withoutFormulasTheObjectiveIsSearchedAsItIs() throws Exception {
    StartPoints best = new StartPoints("best", List.of(Vector.of(1, 0, 1)), List.of());
    ProfileSubjects.Searched searched = subjects("b").around(best, 1.92);
    assertThat(searched.start()).isEqualTo(best);
    assertThat(searched.space().dimension()).isEqualTo(3);
    assertThat(searched.yields()).isEmpty();
  }
}
