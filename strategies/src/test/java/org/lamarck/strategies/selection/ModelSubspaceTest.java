package org.lamarck.strategies.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelSubspaceTest {
  /** k1 is free to choose, k2 is always estimated, k3 never, k4 has two fixed values. */
  private static final ModelSubspace MIXED =
      Spaces.subspace("M", "0;estimate", "estimate", "3", "1;2;estimate");

  @Test
  void itsModelsAreAllProductsOfOptionsTheLastOnesFirst() {
    assertThat(MIXED.size()).isEqualTo(2 * 1 * 1 * 3);
    assertThat(Spaces.hashes(MIXED.models()))
        .containsExactly("M-0000", "M-0001", "M-0002", "M-1000", "M-1001", "M-1002");
  }

  @Test
  void moreModelsThanNumbersCanCountAreInfinitelyMany() {
    String[] thousand = Collections.nCopies(1100, "0;estimate").toArray(String[]::new);
    // 2¹¹⁰⁰ is beyond the largest double, 2¹⁰²⁴
    assertThat(Spaces.subspace("M", thousand).size()).isInfinite();
  }

  @Test
  void whatItCanAndMustEstimateHasWhatTheProblemEstimatesAnyway() {
    assertThat(MIXED.canEstimate()).containsExactlyInAnyOrder("sigma", "k1", "k2", "k4");
    assertThat(MIXED.mustEstimate()).containsExactlyInAnyOrder("sigma", "k2");
  }

  @Test
  void parametersAreThoseWithOptionsOthersAndFixedOnes() {
    ModelSubspace one = new ModelSubspace("M", "p", MIXED.options(), Set.of("sigma", "offset"), 7);
    assertThat(one.parameters()).isEqualTo(4 + 2 + 7);
  }

  @Test
  void aModelDoesWhatItsIndicesSay() {
    CandidateModel model = MIXED.model(List.of(1, 0, 0, 1));
    assertThat(model).hasToString("M-1001");
    assertThat(model.problem()).isEqualTo("problem");
    assertThat(model.settings())
        .containsExactly(
            Map.entry("k1", Setting.ESTIMATE),
            Map.entry("k2", Setting.ESTIMATE),
            Map.entry("k3", Setting.fixed(3)),
            Map.entry("k4", Setting.fixed(2)));
    assertThat(model.estimated()).containsExactly("sigma", "k1", "k2");
  }

  @Test
  void indicesThatAreNoneAreRefusedByTheParametersName() {
    assertThatThrownBy(() -> MIXED.model(List.of(0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("subspace M has 4 parameters, not 2");
    assertThatThrownBy(() -> MIXED.model(List.of(0, 0, 0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k4 has 3 options in subspace M, none has the index 3");
    assertThatThrownBy(() -> MIXED.model(List.of(-1, 0, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("k1 has 2 options");
  }

  @Test
  void aParameterWithoutOptionsIsRefused() {
    assertThatThrownBy(() -> new ModelSubspace("M", "p", Map.of("k1", List.of()), Set.of(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("subspace M");
  }

  @Test
  void modelsThatEstimateASetDoSoExactlyAndHaveEveryFixedValueOfTheRest() {
    assertThat(Spaces.hashes(MIXED.estimating(Set.of("k2", "k1"))))
        .containsExactly("M-1000", "M-1001");
    assertThat(Spaces.hashes(MIXED.estimating(Set.of("k2", "k4", "elsewhere"))))
        .containsExactly("M-0002");
    assertThat(MIXED.estimating(Set.of("k1"))).isEmpty(); // k2 cannot be left out
    assertThat(MIXED.estimating(Set.of("k2", "k3"))).isEmpty(); // k3 cannot be estimated
  }

  @Test
  void theOppositeTurnsWhateverCanBeTurned() {
    assertThat(MIXED.opposite(MIXED.model(List.of(0, 0, 0, 0)), Set.of())).hasToString("M-1002");
    // of several fixed values the first
    assertThat(MIXED.opposite(MIXED.model(List.of(1, 0, 0, 2)), Set.of())).hasToString("M-0000");
  }

  @Test
  void theOppositeEstimatesWhatItHasToWhereItCan() {
    CandidateModel all = MIXED.model(List.of(1, 0, 0, 2));
    assertThat(MIXED.opposite(all, Set.of("k4"))).hasToString("M-0002");
    assertThat(MIXED.opposite(all, Set.of("k3"))).hasToString("M-0000");
  }

  @Test
  void spacesHaveAtLeastOneSubspaceAndEachAnIdOfItsOwn() {
    assertThatThrownBy(() -> new ModelSpace(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 subspaces with 0 ids");
    assertThatThrownBy(() -> new ModelSpace(List.of(MIXED, Spaces.subspace("M", "0"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 subspaces with 1 ids");
  }

  @Test
  void aSpaceFindsItsSubspacesAndCountsTheModelsOfAll() {
    ModelSpace space = new ModelSpace(List.of(MIXED, Spaces.subspace("N", "0;estimate")));
    assertThat(space.size()).isEqualTo(6 + 2);
    assertThat(space.subspace("N")).map(ModelSubspace::size).contains(2.0);
    assertThat(space.subspace("n")).isEmpty();
    assertThat(Spaces.hashes(space.models())).endsWith("M-1002", "N-0", "N-1");
  }

  @Test
  void settingsAreWrittenAsFilesHaveThemAndThereIsOneZero() {
    assertThat(Setting.ESTIMATE).hasToString("estimate");
    assertThat(Setting.fixed(12)).hasToString("12");
    assertThat(Setting.fixed(-0.25)).hasToString("-0.25");
    assertThat(Setting.fixed(1e-7)).hasToString("1.0E-7");
    assertThat(Setting.fixed(-0.0)).isEqualTo(Setting.fixed(0)).hasToString("0");
    assertThat(Setting.fixed(0)).isNotEqualTo(Setting.ESTIMATE);
  }
}
