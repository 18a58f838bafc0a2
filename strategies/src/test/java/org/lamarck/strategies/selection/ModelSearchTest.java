package org.lamarck.strategies.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ModelSearchTest {
  private static final ModelSpace FIVE =
      Spaces.switches("M", List.of("k1", "k2", "k3", "k4", "k5"));

  /** Each better than the one before; from test_candidate_space.py of petab_select 0.4.0. */
  private static final List<String> BETTER =
      List.of(
          "00000", "10000", "11000", "11100", "11110", "01110", "01100", "01101", "01111", "00111",
          "00011");

  /** Only models of the list, and two bad ones, are in the space; others are as bad. */
  private static double listed(CandidateModel model) {
    int place = BETTER.indexOf(model.hash().indices());
    return place < 0 ? 1000 : 100 - place;
  }

  private static ModelSearch run(
      SelectionSettings settings, ModelSpace space, ToDoubleFunction<CandidateModel> criterion) {
    ModelSearch search = ModelSearch.begin(settings, space);
    Set<String> seen = new HashSet<>();
    while (search.ending().isEmpty()) {
      assertThat(search.candidates()).isNotEmpty();
      for (CandidateModel model : search.candidates()) {
        assertThat(seen.add(model.toString())).as("%s is asked for once", model).isTrue();
      }
      search = search.tell(search.candidates().stream().map(criterion::applyAsDouble).toList());
    }
    assertThat(search.candidates()).isEmpty();
    return search;
  }

  private static ModelSpace listedSpace() {
    List<ModelSubspace> subspaces = new ArrayList<>();
    List<String> all = new ArrayList<>(BETTER);
    all.add("01011");
    all.add("11011");
    for (String bits : all) {
      subspaces.add(
          Spaces.subspace(
              "M_" + bits,
              bits.chars().mapToObj(c -> c == '0' ? "0" : "estimate").toArray(String[]::new)));
    }
    return new ModelSpace(subspaces);
  }

  private static double bySubspace(CandidateModel model) {
    int place = BETTER.indexOf(model.hash().subspace().substring(2));
    return place < 0 ? 1000 : 100 - place;
  }

  @Test
  void forwardStopsWhereNothingAboveIsBetter() {
    ModelSearch search =
        run(
            SelectionSettings.of(Method.FORWARD, Criterion.AIC),
            listedSpace(),
            ModelSearchTest::bySubspace);
    assertThat(search.best().orElseThrow().model()).hasToString("M_11110-00000");
  }

  /** Up, down, up and down again, as the reference's test of this method had it. */
  @Test
  void bidirectionalGoesOnUntilNeitherDirectionIsBetter() {
    ModelSearch search =
        run(
            SelectionSettings.of(Method.BIDIRECTIONAL, Criterion.AIC),
            listedSpace(),
            ModelSearchTest::bySubspace);
    assertThat(search.best().orElseThrow().model()).hasToString("M_00011-00000");
    List<String> way =
        search.steps().stream()
            .filter(step -> !step.changes().isEmpty())
            .map(step -> step.model().subspace().substring(2))
            .toList();
    assertThat(way).isEqualTo(BETTER);
  }

  @Test
  void bruteForceLooksAtAllModels() {
    ModelSearch search =
        run(SelectionSettings.of(Method.BRUTE_FORCE, Criterion.AIC), FIVE, ModelSearchTest::listed);
    assertThat(search.calibrated()).hasSize(32).allMatch(one -> one.iteration() == 1);
    assertThat(search.best().orElseThrow().model()).hasToString("M-00011");
  }

  @Test
  void lateralKeepsTheNumberOfParameters() {
    CandidateModel first = FIVE.subspaces().get(0).model(List.of(1, 1, 0, 0, 0));
    ModelSearch search =
        run(
            SelectionSettings.of(Method.LATERAL, Criterion.AIC).from(first, Double.NaN),
            FIVE,
            ModelSearchTest::listed);
    assertThat(search.calibrated())
        .hasSize(10)
        .allMatch(one -> one.model().estimated().size() == 2);
    assertThat(search.best().orElseThrow().model()).hasToString("M-00011");
    assertThat(search.calibrated().iterator().next().predecessor()).isEqualTo(ModelHash.VIRTUAL);
  }

  @Test
  void lateralNeedsAModelToBeginWith() {
    assertThatThrownBy(
            () -> ModelSearch.begin(SelectionSettings.of(Method.LATERAL, Criterion.AIC), FIVE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("predecessor");
  }

  @Test
  void aPredecessorWithAValueIsNotCalibratedAgain() {
    CandidateModel first = FIVE.subspaces().get(0).model(List.of(0, 1, 1, 0, 0));
    SelectionSettings settings = SelectionSettings.of(Method.FORWARD, Criterion.AIC).withSteps(1);
    ModelSearch known = ModelSearch.begin(settings.from(first, 5), FIVE);
    assertThat(Spaces.hashes(known.candidates())).containsExactly("M-11100", "M-01110", "M-01101");
    ModelSearch open = ModelSearch.begin(settings.from(first, Double.NaN), FIVE);
    assertThat(Spaces.hashes(open.candidates())).containsExactly("M-01100");
    assertThat(Spaces.hashes(open.tell(List.of(5.0)).candidates()))
        .containsExactly("M-11100", "M-01110", "M-01101");
  }

  /** It was never calibrated, and may be good. */
  @Test
  void aPredecessorThatIsInfinitelyBadIsLookedAtWhenTheSearchComesBack() {
    CandidateModel first = FIVE.subspaces().get(0).model(List.of(0, 1, 1, 0, 0));
    SelectionSettings settings =
        SelectionSettings.of(Method.BIDIRECTIONAL, Criterion.AIC).withSteps(1);
    ModelSearch search =
        run(
            settings.from(first, Double.POSITIVE_INFINITY),
            FIVE,
            model -> model.estimated().size());
    assertThat(search.calibrated().stream().map(one -> one.model().toString())).contains("M-01100");
    ModelSearch valued = run(settings.from(first, 100), FIVE, model -> model.estimated().size());
    assertThat(valued.calibrated().stream().map(one -> one.model().toString()))
        .doesNotContain("M-01100");
  }

  @Test
  void modelsThatFailAreWorseThanAnyOther() {
    ModelSearch search =
        run(
            SelectionSettings.of(Method.FORWARD, Criterion.AIC).withSteps(1),
            Spaces.switches("M", List.of("k1", "k2")),
            model -> model.hash().indices().equals("01") ? 3 : Double.NaN);
    assertThat(search.best().orElseThrow().model()).hasToString("M-01");
    assertThat(search.calibrated()).hasSize(4);
  }

  @Test
  void whereNoModelHasAValueNoneIsBest() {
    ModelSearch search =
        run(
            SelectionSettings.of(Method.BRUTE_FORCE, Criterion.AIC),
            Spaces.switches("M", List.of("k1")),
            model -> Double.NaN);
    assertThat(search.best()).isEmpty();
  }

  @Test
  void likelihoodsAreMadeLarge() {
    ModelSearch search =
        run(
            SelectionSettings.of(Method.FORWARD, Criterion.LLH),
            FIVE,
            model -> model.estimated().size());
    assertThat(search.best().orElseThrow().model()).hasToString("M-11111");
  }

  @Test
  void criticalParametersAreNeverAllLeftOut() {
    FamosSettings famos =
        new FamosSettings(
            MethodScheme.FAMOS,
            List.of(Set.of("k1", "k2")),
            List.of(Set.of("k1", "k2", "k3", "k4", "k5")),
            1,
            false);
    CandidateModel first = FIVE.subspaces().get(0).model(List.of(1, 1, 1, 1, 1));
    ModelSearch search =
        run(
            SelectionSettings.of(Criterion.AIC, famos).from(first, Double.NaN),
            FIVE,
            model -> model.estimated().size());
    assertThat(search.calibrated())
        .allMatch(
            one ->
                one.model().estimated().contains("k1") || one.model().estimated().contains("k2"));
    assertThat(search.best().orElseThrow().value()).isEqualTo(1);
  }

  /** Gabel et al. (2019): after a swap that was worse than what was there, FAMoS ends. */
  @Test
  void famosEndsAfterASwapThatFoundNothing() {
    FamosSettings famos =
        new FamosSettings(
            MethodScheme.FAMOS, List.of(), List.of(Set.of("k1", "k2", "k3", "k4", "k5")), 0, false);
    CandidateModel first = FIVE.subspaces().get(0).model(List.of(1, 1, 0, 0, 0));
    ModelSearch search =
        run(SelectionSettings.of(Criterion.AIC, famos).from(first, 0), FIVE, model -> 1);
    assertThat(search.steps().stream().map(SelectionStep::method))
        .containsExactly(Method.FORWARD, Method.BACKWARD, Method.LATERAL);
    assertThat(search.calibrated()).hasSize(3 + 2 + 6);
    assertThat(search.best().orElseThrow().value()).isEqualTo(1);
  }

  @Test
  void swapsStayWithinTheirSets() {
    FamosSettings famos =
        new FamosSettings(
            MethodScheme.FAMOS,
            List.of(),
            List.of(Set.of("k1", "k4"), Set.of("k2", "k5")),
            0,
            true);
    CandidateModel first = FIVE.subspaces().get(0).model(List.of(1, 1, 0, 0, 0));
    ModelSearch search =
        run(SelectionSettings.of(Criterion.AIC, famos).from(first, 0), FIVE, model -> 1);
    Map<Integer, List<String>> asked = new HashMap<>();
    search
        .calibrated()
        .forEach(
            one ->
                asked
                    .computeIfAbsent(one.iteration(), i -> new ArrayList<>())
                    .add(one.model().hash().indices()));
    assertThat(asked.get(3)).containsExactly("01010", "10001");
  }

  @Test
  void theSameAnswersGiveTheSameSearchFromAnyPoint() {
    SelectionSettings settings = SelectionSettings.of(Method.BIDIRECTIONAL, Criterion.AIC);
    ModelSearch once = run(settings, FIVE, ModelSearchTest::listed);
    ModelSearch again = run(settings, FIVE, ModelSearchTest::listed);
    assertThat(again.steps()).isEqualTo(once.steps());
    assertThat(List.copyOf(again.calibrated())).isEqualTo(List.copyOf(once.calibrated()));
  }

  @Test
  void aSpaceThatIsTooLargeForBruteForceEndsTheSearchAtOnce() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      many.add("k" + i);
    }
    ModelSearch search =
        ModelSearch.begin(
            SelectionSettings.of(Method.BRUTE_FORCE, Criterion.AIC), Spaces.switches("M", many));
    assertThat(search.ending()).contains(ModelSearch.Ending.TOO_MANY_MODELS);
  }
}
