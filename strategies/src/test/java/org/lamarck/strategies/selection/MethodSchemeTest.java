package org.lamarck.strategies.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lamarck.strategies.selection.Method.BACKWARD;
import static org.lamarck.strategies.selection.Method.BRUTE_FORCE;
import static org.lamarck.strategies.selection.Method.FORWARD;
import static org.lamarck.strategies.selection.Method.LATERAL;
import static org.lamarck.strategies.selection.Method.MOST_DISTANT;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.selection.MethodScheme.Rule;

class MethodSchemeTest {
  /** Gabel et al. (2019), figure 1: swaps only where both directions have found nothing. */
  @Test
  void famosSwapsAfterBothDirectionsAndEndsAfterASwap() {
    MethodScheme famos = MethodScheme.FAMOS;
    assertThat(famos.first()).isEqualTo(FORWARD);
    assertThat(famos.next(List.of(FORWARD))).contains(BACKWARD);
    assertThat(famos.next(List.of(BACKWARD))).contains(FORWARD);
    assertThat(famos.next(List.of(FORWARD, BACKWARD))).contains(LATERAL);
    assertThat(famos.next(List.of(BACKWARD, FORWARD))).contains(LATERAL);
    assertThat(famos.next(List.of(FORWARD, BACKWARD, LATERAL))).isEmpty();
    assertThat(famos.next(List.of(BACKWARD, FORWARD, LATERAL))).isEmpty();
  }

  @Test
  void famosGoesForwardAfterASwapThatHelpedAndAfterAJump() {
    assertThat(MethodScheme.FAMOS.next(List.of(LATERAL))).contains(FORWARD);
    assertThat(MethodScheme.FAMOS.next(List.of(LATERAL, MOST_DISTANT))).contains(FORWARD);
  }

  @Test
  void bothDirectionsInTurnEndWhenNeitherHelps() {
    MethodScheme both = MethodScheme.BIDIRECTIONAL;
    assertThat(both.first()).isEqualTo(FORWARD);
    assertThat(both.next(List.of(FORWARD))).contains(BACKWARD);
    assertThat(both.next(List.of(FORWARD, FORWARD))).contains(BACKWARD);
    assertThat(both.next(List.of(FORWARD, BACKWARD))).isEmpty();
    assertThat(both.next(List.of(BACKWARD, FORWARD))).isEmpty();
    assertThat(both.has(LATERAL)).isFalse();
  }

  @Test
  void onlyTheLatestMethodsCountAndTheFirstRuleThatFits() {
    MethodScheme scheme =
        new MethodScheme(
            List.of(
                Rule.of(LATERAL, FORWARD, BACKWARD),
                Rule.of(FORWARD, BACKWARD),
                Rule.of(null, BACKWARD),
                Rule.of(BACKWARD)));
    assertThat(scheme.first()).isEqualTo(BACKWARD);
    assertThat(scheme.next(List.of(LATERAL, LATERAL, FORWARD, BACKWARD))).contains(LATERAL);
    assertThat(scheme.next(List.of(LATERAL, BACKWARD))).contains(FORWARD);
  }

  @Test
  void whereNoRuleFitsItEnds() {
    MethodScheme scheme = new MethodScheme(List.of(Rule.of(FORWARD)));
    assertThat(scheme.next(List.of(FORWARD))).isEmpty();
    assertThat(scheme.next(List.of())).isEmpty(); // the rule for the beginning is none of these
  }

  @Test
  void whatFollowsOnOneMethodAloneIsNoRuleOfTwo() {
    assertThat(MethodScheme.FAMOS.after(LATERAL)).contains(FORWARD);
    assertThat(MethodScheme.FAMOS.after(FORWARD)).contains(BACKWARD);
    MethodScheme pairs =
        new MethodScheme(List.of(Rule.of(LATERAL, FORWARD, BACKWARD), Rule.of(FORWARD)));
    assertThat(pairs.after(BACKWARD)).isEmpty();
  }

  @Test
  void aMethodIsOfItAsPreviousOrAsNext() {
    MethodScheme scheme =
        new MethodScheme(List.of(Rule.of(BACKWARD, MOST_DISTANT), Rule.of(FORWARD)));
    assertThat(scheme.has(MOST_DISTANT)).isTrue();
    assertThat(scheme.has(BACKWARD)).isTrue();
    assertThat(scheme.has(FORWARD)).isTrue();
    assertThat(scheme.has(LATERAL)).isFalse();
  }

  @Test
  void aSchemeThatDoesNotSayWhatIsFirstIsRefused() {
    for (Rule only : List.of(Rule.of(FORWARD, BACKWARD), Rule.of(null))) {
      assertThatThrownBy(() -> new MethodScheme(List.of(only)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no rule says what is first");
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void everyMethodIsReadByTheWordThatIsWritten(Method method) {
    assertThat(Method.of(method.word())).contains(method);
    assertThat(Method.words().contains(method.word())).isEqualTo(method != MOST_DISTANT);
  }

  @Test
  void methodsAreKnownByTheStandardsWords() {
    assertThat(Method.of("brute_force")).contains(BRUTE_FORCE);
    assertThat(Method.of("both")).contains(Method.BIDIRECTIONAL);
    assertThat(Method.of("Forward")).isEmpty();
  }

  @Test
  void stepsNeedAModelButOnlySwapsAndJumpsNeedOneToBeginWith() {
    assertThat(BRUTE_FORCE.isStep()).isFalse();
    assertThat(LATERAL.isStep()).isTrue();
    assertThat(LATERAL.beginsAnywhere()).isFalse();
    assertThat(MOST_DISTANT.beginsAnywhere()).isFalse();
    assertThat(BACKWARD.beginsAnywhere()).isTrue();
  }

  @Test
  void onlyFamosAndBothDirectionsChangeTheirMethod() {
    for (Method method : List.of(BRUTE_FORCE, FORWARD, BACKWARD)) {
      SelectionSettings one = SelectionSettings.of(method, Criterion.AIC);
      assertThat(one.changes()).isFalse();
      assertThat(one.first()).isEqualTo(method);
    }
    SelectionSettings both = SelectionSettings.of(Method.BIDIRECTIONAL, Criterion.AIC);
    assertThat(both.changes()).isTrue();
    assertThat(both.first()).isEqualTo(FORWARD);
  }

  @Test
  void swapsOfFamosNeedSetsAndStepsAreAtLeastOne() {
    assertThatThrownBy(
            () -> SelectionSettings.of(Criterion.AIC, FamosSettings.of(MethodScheme.FAMOS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lateral steps of FAMoS need parameters to swap");
    assertThatThrownBy(() -> SelectionSettings.of(FORWARD, Criterion.AIC).withSteps(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps (0) must be at least 1");
    // without lateral rules nothing is swapped, so nothing has to be named
    assertThat(
            SelectionSettings.of(Criterion.AIC, FamosSettings.of(MethodScheme.BIDIRECTIONAL))
                .first())
        .isEqualTo(FORWARD);
  }

  @Test
  void aSwapIsWithinOneSetAndOneParameterOfEveryCriticalSetIsEstimated() {
    FamosSettings settings =
        new FamosSettings(
            MethodScheme.FAMOS,
            List.of(Set.of("a", "b"), Set.of("c")),
            List.of(Set.of("a", "b"), Set.of("b", "c")),
            0,
            false);
    assertThat(settings.mayBeSwapped(Set.of("a", "b"))).isTrue();
    assertThat(settings.mayBeSwapped(Set.of("a", "c"))).isFalse(); // of two sets
    assertThat(settings.hasCritical(Set.of("b", "c", "d"))).isTrue();
    assertThat(settings.hasCritical(Set.of("a", "b"))).isFalse();
    assertThat(FamosSettings.of(MethodScheme.FAMOS).hasCritical(Set.of())).isTrue();
  }
}
