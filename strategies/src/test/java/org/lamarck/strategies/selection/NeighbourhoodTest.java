package org.lamarck.strategies.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
  private static List<String> near(
      ModelSpace space, Method direction, @Nullable String center, String... known) {
    CandidateModel from = center == null ? null : model(space, center);
    return Spaces.hashes(
        Neighbourhood.of(
                space,
                direction,
                from,
                SelectionSettings.ANY,
                any -> true,
                hash -> Set.of(known).contains(hash.toString()) || hash.toString().equals(center))
            .models());
  }

  private static CandidateModel model(ModelSpace space, String hash) {
    ModelHash parsed = ModelHash.parse(hash);
    return space.subspace(parsed.subspace()).orElseThrow().model(parsed.options());
  }

  /** Models of both files of the reference's unit test. */
  private static ModelSpace reference() throws IOException {
    List<ModelSubspace> subspaces = new ArrayList<>();
    for (int file = 1; file <= 2; file++) {
      subspaces.addAll(
          Spaces.read(Spaces.file("unit/model_space/model_space_file_" + file + ".tsv"))
              .subspaces());
    }
    return new ModelSpace(subspaces);
  }

  /** As test_model_space.py of petab_select 0.4.0 expects. */
  @Test
  void forwardBeginsAtTheSmallestModels() throws IOException {
    assertThat(near(reference(), Method.FORWARD, null))
        .containsExactly("model_subspace_1-0000", "model_subspace_1-0001", "model_subspace_2-0000");
  }

  /** As above. */
  @Test
  void backwardBeginsAtTheLargestModels() throws IOException {
    assertThat(near(reference(), Method.BACKWARD, null))
        .containsExactly("model_subspace_1-1102", "model_subspace_3-0010");
  }

  @Test
  void allModelsOfASpaceAreCounted() throws IOException {
    assertThat(reference().size()).isEqualTo(15);
    assertThat(reference().models()).hasSize(15).doesNotHaveDuplicates();
  }

  private static final ModelSpace SWITCHES =
      new ModelSpace(List.of(Spaces.subspace("M", "0;estimate", "0;estimate", "0;2;estimate")));

  @Test
  void oneStepForwardEstimatesOneMore() {
    assertThat(near(SWITCHES, Method.FORWARD, "M-000"))
        .containsExactly("M-100", "M-101", "M-010", "M-011", "M-002");
  }

  /** Fixed values of what stays fixed may change in a step; those alone are no step. */
  @Test
  void oneStepBackwardEstimatesOneLess() {
    assertThat(near(SWITCHES, Method.BACKWARD, "M-112"))
        .containsExactly("M-012", "M-102", "M-110", "M-111");
  }

  @Test
  void oneLateralStepSwapsTwo() {
    assertThat(near(SWITCHES, Method.LATERAL, "M-100")).containsExactly("M-010", "M-011", "M-002");
  }

  @Test
  void whereAllNearModelsAreKnownTheNextOnesAreFarther() {
    assertThat(near(SWITCHES, Method.FORWARD, "M-000", "M-100", "M-101", "M-010", "M-011", "M-002"))
        .containsExactly("M-110", "M-111", "M-102", "M-012");
    assertThat(near(SWITCHES, Method.FORWARD, "M-000", "M-100", "M-101", "M-010", "M-011"))
        .containsExactly("M-002");
  }

  @Test
  void noStepIsLongerThanPermitted() {
    ModelSpace far = new ModelSpace(List.of(Spaces.subspace("M", "estimate", "estimate")));
    CandidateModel small = Spaces.subspace("S", "0", "0").model(List.of(0, 0));
    assertThat(Neighbourhood.of(far, Method.FORWARD, small, 1, any -> true, hash -> false).models())
        .isEmpty();
    assertThat(Neighbourhood.of(far, Method.FORWARD, small, 2, any -> true, hash -> false).models())
        .hasSize(1);
  }

  @Test
  void modelsOfOtherProblemsAreNoNeighbours() {
    ModelSubspace other =
        new ModelSubspace(
            "O", "other problem", Spaces.subspace("x", "estimate").options(), Set.of("sigma"), 0);
    ModelSpace space = new ModelSpace(List.of(Spaces.subspace("M", "0;estimate"), other));
    assertThat(near(space, Method.FORWARD, "M-0")).containsExactly("M-1");
  }

  @Test
  void aSubspaceWhoseModelsLeaveOutWhatIsEstimatedIsNotForward() {
    ModelSpace space =
        new ModelSpace(
            List.of(
                Spaces.subspace("A", "0;estimate", "0;estimate"),
                Spaces.subspace("B", "0", "estimate")));
    assertThat(near(space, Method.FORWARD, "A-10")).containsExactly("A-11");
    assertThat(near(space, Method.LATERAL, "A-10")).containsExactly("A-01", "B-00");
    assertThat(near(space, Method.BACKWARD, "A-11")).containsExactly("A-01", "A-10", "B-00");
  }

  /** Of 2²² models 231 estimate two parameters more, and 170544 seven. */
  @Test
  void aStepWithTooManyModelsIsNotMade() {
    List<String> parameters = IntStream.range(0, 22).mapToObj(i -> "k" + i).toList();
    ModelSpace space = Spaces.switches("M", parameters);
    CandidateModel none = model(space, "M-" + "0".repeat(22));
    assertThat(beyond(space, none, 2).models()).hasSize(231);
    assertThat(beyond(space, none, 2).tooMany()).isFalse();
    assertThat(beyond(space, none, 7).models()).isEmpty();
    assertThat(beyond(space, none, 7).tooMany()).isTrue();
  }

  /** What is near where every model that estimates fewer than so many is known. */
  private static Neighbourhood.Found beyond(ModelSpace space, CandidateModel from, int estimated) {
    return Neighbourhood.of(
        space,
        Method.FORWARD,
        from,
        SelectionSettings.ANY,
        any -> true,
        hash -> hash.options().stream().mapToInt(i -> i).sum() < estimated);
  }
}
