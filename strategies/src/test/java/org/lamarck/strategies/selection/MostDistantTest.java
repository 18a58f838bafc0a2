package org.lamarck.strategies.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a cube of four parameters, where a distance is one of Hamming's. */
class MostDistantTest {
  private static final List<String> NAMES = List.of("k1", "k2", "k3", "k4");
  private static final ModelSpace CUBE = Spaces.switches("M", NAMES);
  private static final FamosSettings FREE = FamosSettings.of(MethodScheme.FAMOS);

  private static FamosSettings critical(List<Set<String>> sets) {
    return new FamosSettings(MethodScheme.FAMOS, sets, List.of(), 0, false);
  }

  private static Calibrated at(ModelSpace space, String hash) {
    ModelHash parsed = ModelHash.parse(hash);
    CandidateModel model = space.subspace(parsed.subspace()).orElseThrow().model(parsed.options());
    return new Calibrated(model, 0, 1, ModelHash.VIRTUAL);
  }

  private static List<Calibrated> cube(String... bits) {
    return Arrays.stream(bits).map(one -> at(CUBE, "M-" + one)).toList();
  }

  private static Optional<String> jump(
      List<Calibrated> good, List<Calibrated> all, FamosSettings settings) {
    return MostDistant.of(CUBE, good, all, settings).map(CandidateModel::toString);
  }

  @Test
  void theOppositeOfOneModelIsAcrossTheCube() {
    List<Calibrated> one = cube("0110");
    assertThat(jump(one, one, FREE)).contains("M-1001");
  }

  /** 1111 is 1 away from 1110, but 0011 is 2 away from all three models. */
  @Test
  void ofAllOppositesTheOneIsTakenThatIsFarthestFromItsNearest() {
    List<Calibrated> good = cube("0000", "1100");
    List<Calibrated> all = cube("0000", "1100", "1110");
    assertThat(jump(good, all, FREE)).contains("M-0011").isNotEqualTo(Optional.of("M-1111"));
  }

  /** To 0011 and to 1111 the nearest is 0111, at 1. */
  @Test
  void ofEquallyFarOppositesTheBetterModelsOneIsTaken() {
    List<Calibrated> all = cube("0000", "1100", "0111");
    assertThat(jump(cube("0000", "1100"), all, FREE)).contains("M-1111");
    assertThat(jump(cube("1100", "0000"), all, FREE)).contains("M-0011");
  }

  @Test
  void whereEveryOppositeWasLookedAtThereIsNothing() {
    List<Calibrated> all = cube("0110", "1001");
    assertThat(jump(all, all, FREE)).isEmpty();
    assertThat(jump(List.of(), all, FREE)).isEmpty();
  }

  @Test
  void anOppositeWithoutCriticalParametersGetsTheFirstOfEverySet() {
    List<Calibrated> all = cube("1110");
    assertThat(jump(all, all, critical(List.of(Set.of("k4"))))).contains("M-0001");
    assertThat(jump(all, all, critical(List.of(Set.of("k2"))))).contains("M-0101");
    assertThat(jump(all, all, critical(List.of(Set.of("k1"), Set.of("k3"))))).contains("M-1011");
  }

  @Test
  void modelsOfOtherProblemsAreNoNeighbours() {
    ModelSubspace other =
        new ModelSubspace("O", "another", CUBE.subspaces().get(0).options(), Set.of(), 0);
    ModelSpace both = new ModelSpace(List.of(CUBE.subspaces().get(0), other));
    List<Calibrated> good = List.of(at(both, "M-0000"));
    List<Calibrated> all = List.of(at(both, "M-0000"), at(both, "O-1111"));
    // 1111 was calibrated of the other problem alone
    assertThat(MostDistant.of(both, good, all, FREE).map(CandidateModel::toString))
        .contains("M-1111");
  }

  @Test
  void aModelFromOutsideOfTheSpaceHasNoOpposite() {
    CandidateModel outside = Spaces.subspace("X", "0", "0").model(List.of(0, 0));
    List<Calibrated> good = List.of(new Calibrated(outside, 0, 1, ModelHash.VIRTUAL));
    assertThat(MostDistant.of(CUBE, good, good, FREE)).isEmpty();
  }

  @Test
  void whatDiffersBetweenModelsIsInOneAndNotInTheOther() {
    assertThat(SelectionStep.changes(Set.of("b", "a", "c"), Set.of("c", "d")))
        .containsExactly("a", "b", "d");
    assertThat(SelectionStep.changes(Set.of("a"), Set.of("a"))).isEmpty();
  }
}
