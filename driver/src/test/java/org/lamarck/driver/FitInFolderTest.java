package org.lamarck.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Progress;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/** A program has what the command line has: starts, objectives, folders, and going on. */
class FitInFolderTest {
  private static final Path BOEHM = Path.of("../examples/boehm/boehm.yaml");
  private static final Path BINDING = Path.of("../examples/binding/problem.yaml");
  private static final Path BLOTS = Path.of("../examples/blots/problem.yaml");

  @TempDir private Path folder;

  private static Lamarck limited(long evaluations) {
    return Lamarck.onThreads(1).withBudget(Budget.UNLIMITED.withEvaluations(evaluations));
  }

  private String named(String name) {
    return folder.resolve(name).toString();
  }

  /** All but the time it took, and where it was. */
  private String result(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve("result.json"))
        .replaceAll("(?s)\"wallClock\".*", "");
  }

  @Test
  void aFitOfAFileIsInItsFolderAndGoesOn() throws Exception {
    RunRecord first = limited(150).in(named("run")).fit(BOEHM);
    assertThat(first.outcome().stop()).isEqualTo(Stop.EVALUATIONS);
    assertThat(folder.resolve("run"))
        .isDirectoryContaining("glob:**/{report.html}")
        .isDirectoryContaining("glob:**/petab")
        .isDirectoryContaining("glob:**/model.xml");
    RunRecord more = limited(400).in(named("run")).resume();
    assertThat(more.outcome().state().bestValue())
        .isLessThanOrEqualTo(first.outcome().state().bestValue());
    limited(400).in(named("whole")).fit(BOEHM);
    assertThat(result("run")).isEqualTo(result("whole"));
  }

  @Test
  void whatIsSpentIsNotDoneAgain() throws Exception {
    RunRecord first = limited(60).in(named("run")).fit(BOEHM);
    List<Progress> seen = new ArrayList<>();
    RunRecord again = limited(60).in(named("run")).watched(seen::add, new StopSwitch()).resume();
    assertThat(seen).isEmpty();
    assertThat(again.estimates()).isEqualTo(first.estimates());
  }

  @Test
  void aProblemOfAProgramGoesOnWithItselfAndNothingElse() throws Exception {
    EstimationProblem boehm = ProblemReader.read(BOEHM);
    limited(60).in(named("run")).fit(boehm);
    RunRecord more = limited(120).in(named("run")).resume(boehm);
    assertThat(more.outcome().state().calls()).isGreaterThan(60);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limited(180).in(named("run")).resume(new LamarckTest.Valley()))
        .withMessageContaining("has changed since the run began");
    assertThatIllegalArgumentException()
        .as("its file is nowhere")
        .isThrownBy(() -> limited(180).in(named("run")).resume());
  }

  @Test
  void anObjectiveOfOnesOwnGoesOn() throws Exception {
    limited(80).in(named("run")).fit(new LamarckTest.Valley());
    RunRecord more = limited(400).in(named("run")).resume(new LamarckTest.Valley());
    assertThat(more.estimates().getOrDefault("x", 0.0)).isCloseTo(1, offset(1e-4));
    assertThat(more.outcome().refinements())
        .isEqualTo(limited(400).fit(new LamarckTest.Valley()).outcome().refinements());
  }

  @Test
  void aFolderThatExistsIsRefusedAndOneWithoutARunToo() throws Exception {
    Files.createDirectory(folder.resolve("mine"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limited(10).in(named("mine")).fit(BOEHM))
        .withMessageContaining("exists and is not overwritten");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limited(10).in(named("none")).resume())
        .withMessageContaining("holds no checkpoint");
    Files.createDirectories(folder.resolve("empty/checkpoints"));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> limited(10).in(named("empty")).resume());
  }

  @Test
  void aStartIsNeverLost() throws IOException, InputException {
    RunRecord record = limited(20).withStarts(List.of(Map.of())).fit(BOEHM);
    assertThat(record.starts()).hasSize(1);
    assertThat(record.starts().get(0).objective()).isCloseTo(138.22, offset(0.01));
    assertThat(record.outcome().state().bestValue())
        .isLessThanOrEqualTo(record.starts().get(0).objective());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> limited(20).withStarts(List.of(Map.of("x", 1.0))).fit(new LamarckTest.Valley()))
        .withMessageContaining("coordinate y has no value");
  }

  @Test
  void priorsAndComputedParametersAreAsTheObjectiveSays() throws IOException, InputException {
    assertThat(limited(20).fit(BINDING).logPrior()).isPresent();
    ObjectiveChoice likelihood = ObjectiveChoice.DEFAULT.withGoal(ObjectiveChoice.Goal.LIKELIHOOD);
    assertThat(limited(20).withObjective(likelihood).fit(BINDING).logPrior()).isEmpty();
    assertThat(limited(20).fit(BLOTS).searched()).hasSize(5);
    ObjectiveChoice flat = ObjectiveChoice.DEFAULT.withHierarchy(ObjectiveChoice.Hierarchy.OFF);
    assertThat(limited(20).withObjective(flat).fit(BLOTS).searched()).hasSizeGreaterThan(5);
  }
}
