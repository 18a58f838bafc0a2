package org.lamarck.worker.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.integrate.Jet;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Models;

/** Which states are turned into one another, and how many of one make how many of another. */
class StateComponentsTest {
  /** Rates that are all the first state, so that the stoichiometry alone counts. */
  private static StateComponents of(double[][] stoichiometry, int... algebraic) {
    double[] sample = IntStream.range(0, stoichiometry.length).mapToDouble(s -> 1 + s).toArray();
    return new StateComponents(
        new JetSystem(
                stoichiometry,
                sample,
                new double[] {1},
                (t, y, p) ->
                    IntStream.range(0, stoichiometry[0].length)
                        .mapToObj(r -> p[0].times(y[0]))
                        .toArray(Jet[]::new),
                algebraic)
            .structure());
  }

  private static int[] components(StateComponents components, int states) {
    return IntStream.range(0, states).map(components::of).toArray();
  }

  private static double[] units(StateComponents components, int states) {
    return IntStream.range(0, states).mapToDouble(components::unit).toArray();
  }

  /** 2 y₀ → y₂ → 3 y₄; y₁ → y₃. */
  @Test
  void unitsFollowTheRatiosOfCoefficientsAlongReactions() {
    StateComponents found =
        of(new double[][] {{-2, 0, 0}, {0, 0, -1}, {1, -1, 0}, {0, 0, 1}, {0, 3, 0}});
    assertThat(found.count()).isEqualTo(2);
    assertThat(components(found, 5)).containsExactly(0, 1, 0, 1, 0);
    assertThat(units(found, 5)).containsExactly(1, 1, 0.5, 1, 1.5);
  }

  /** 2 A ⇄ B conserves A + 2 B: the same amount of matter is half as many of B. */
  @Test
  void aDimerIsHalfAsManyInEitherDirection() {
    StateComponents found = of(new double[][] {{-2, 2}, {1, -1}});
    assertThat(units(found, 2)).containsExactly(1, 0.5);
  }

  @Test
  void aStateThatNothingChangesIsByItself() {
    StateComponents found = of(new double[][] {{-1}, {0}, {1}});
    assertThat(components(found, 3)).containsExactly(0, 1, 0);
    assertThat(found.unit(1)).isEqualTo(1);
  }

  /** Production and decay alone join nothing. */
  @Test
  void ratesThatChangeOneStateJoinNothing() {
    StateComponents found = of(new double[][] {{1, -1, 0}, {0, 0, -1}});
    assertThat(found.count()).isEqualTo(2);
  }

  /** A rate among equations of algebraic states is no reaction that turns one into another. */
  @Test
  void algebraicStatesAreEachByThemselves() {
    double[][] stoichiometry = {{-1, 0}, {1, -1}, {0, 1}};
    assertThat(of(stoichiometry).count()).isEqualTo(1);
    StateComponents found = of(stoichiometry, 1);
    assertThat(components(found, 3)).containsExactly(0, 1, 2);
    assertThat(units(found, 3)).containsExactly(1, 1, 1);
  }

  @Test
  void theOrderOfStatesHasNoSayInWhatIsJoined() {
    StateComponents forward = of(new double[][] {{-1, 0}, {4, -1}, {0, 5}});
    StateComponents backward = of(new double[][] {{0, 5}, {4, -1}, {-1, 0}});
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        assertThat(backward.unit(2 - a) / backward.unit(2 - b))
            .isEqualTo(forward.unit(a) / forward.unit(b));
      }
    }
  }

  @Test
  void publishedSystemsAreJoinedAsTheirReactionsAre() {
    assertThat(new StateComponents(Models.robertson().structure()).count()).isEqualTo(1);
    assertThat(new StateComponents(Models.lotkaVolterra().structure()).count()).isEqualTo(2);
    StateComponents calcium = new StateComponents(Models.calcium().structure());
    assertThat(components(calcium, 5))
        .as("calcium is in two places")
        .containsExactly(0, 1, 2, 3, 3);
    // one rate takes 0.001 from the reticulum and gives 0.01 to the cytosol
    assertThat(calcium.unit(4)).isEqualTo(10);
  }
}
