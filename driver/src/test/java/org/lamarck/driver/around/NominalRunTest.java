package org.lamarck.driver.around;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.fit.EstimationRun;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

class NominalRunTest {
  private static final Path BINDING = Path.of("..", "examples", "binding", "problem.yaml");

  /** None of it is the default. */
  private static final ObjectiveChoice CHOSEN =
      new ObjectiveChoice(
          1e-6,
          1e-9,
          ObjectiveChoice.Goal.LIKELIHOOD,
          ObjectiveChoice.Hierarchy.OFF,
          ScaleChoice.LIN,
          Stepping.RODAS5P,
          GradientMethod.FORWARD);

  private static final FitSettings SETTINGS =
      FitSettings.usual(new EngineChoice.Threads(1))
          .withObjective(CHOSEN)
          .withSeed(7)
          .withJars(List.of("/mine/rates.jar"));

  @TempDir private Path folder;
  private final List<String> remarks = new ArrayList<>();

  private String out() {
    return folder.resolve("out").toString();
  }

  private Fitting fitting() throws IOException {
    return new Fitting(remarks::add, new RunFolder(out()));
  }

  private Stop make(FitSettings settings, StopSwitch stop) throws Exception {
    return NominalRun.at(BINDING.toString(), out(), "profile")
        .orElseThrow()
        .make(settings, true, Budget.UNLIMITED, stop, Watcher.NONE, fitting());
  }

  private static StopSwitch thrown() {
    StopSwitch stop = new StopSwitch();
    stop.stop();
    return stop;
  }

  private EvaluationSettings evaluation() throws Exception {
    return fitting().result().map(RunRecord::provenance).orElseThrow().estimation().orElseThrow();
  }

  @Test
  void aRunNeedsNothingAndAProblemARunNamedAfterIt() throws Exception {
    assertThat(NominalRun.at(BINDING.toString(), null, "profile"))
        .map(NominalRun::folder)
        .map(RunFolder::location)
        .contains("problem-profile");
    make(SETTINGS, new StopSwitch());
    assertThat(NominalRun.at(out(), null, "profile")).isEmpty();
  }

  @Test
  void whatIsNeitherIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> NominalRun.at(folder.toString(), null, "profile"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(folder + ": error: it holds no checkpoint; give the folder");
    String missing = folder.resolve("missing.yaml").toString();
    assertThatThrownBy(() -> NominalRun.at(missing, null, "profile"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(missing + ": error: there is no such run or problem; give");
  }

  @Test
  void theRunKeepsAllThatSaysWhatIsComputedAndHow() throws Exception {
    assertThat(make(SETTINGS, new StopSwitch())).isEqualTo(Stop.FINISHED);
    FitSettings kept = fitting().newest().state().settings();
    assertThat(kept.objective()).isEqualTo(CHOSEN);
    assertThat(kept.seed()).isEqualTo(7);
    assertThat(kept.jars()).containsExactly("/mine/rates.jar");
    assertThat(evaluation().tolerances().relative()).isEqualTo(1e-6);
    assertThat(evaluation().tolerances().absolute()).isEqualTo(Vector.of(1e-9));
    assertThat(evaluation().method()).isEqualTo(GradientMethod.FORWARD);
    assertThat(evaluation().priors()).isFalse();
  }

  @Test
  void aRunThatWasCutGoesOnWithTheSameSettingsToTheSameEnd() throws Exception {
    assertThat(make(SETTINGS, thrown())).isEqualTo(Stop.INTERRUPTED);
    assertThat(fitting().newest().state().settings().objective()).isEqualTo(CHOSEN);
    assertThat(make(SETTINGS, new StopSwitch())).isEqualTo(Stop.FINISHED);
    EvaluationSettings resumed = evaluation();
    double best = fitting().result().orElseThrow().outcome().state().bestValue();
    long said = remarks.stream().filter(line -> line.contains("comes first")).count();
    assertThat(said).isEqualTo(1);

    Path unbroken = folder.resolve("unbroken");
    Fitting whole = new Fitting(line -> {}, new RunFolder(unbroken.toString()));
    NominalRun.at(BINDING.toString(), unbroken.toString(), "profile")
        .orElseThrow()
        .make(SETTINGS, true, Budget.UNLIMITED, new StopSwitch(), Watcher.NONE, whole);
    RunRecord record = whole.result().orElseThrow();
    assertThat(record.provenance().estimation()).contains(resumed);
    assertThat(record.outcome().state().bestValue()).isEqualTo(best);
  }

  /** What is computed around the point opens the problem as it was opened for the point. */
  @Test
  void whatFollowsComputesWithTheTolerancesOfTheRun() throws Exception {
    make(SETTINGS, thrown());
    make(SETTINGS, new StopSwitch());
    Profiling profiling = Profiling.of(new RunFolder(out()), fitting(), null);
    assertThat(profiling.around().saved().settings().objective()).isEqualTo(CHOSEN);
    assertThat(profiling.around().jars()).isEmpty(); // no class of a PEtab problem is in a jar
    assertThat(profiling.around().problem()).isInstanceOf(EstimationRun.class);
    EvaluationSettings computed = ((EstimationRun) profiling.around().problem()).settings();
    assertThat(computed.tolerances()).isEqualTo(evaluation().tolerances());
  }

  @Test
  void aRunThatEndedIsNotComputedAgain() throws Exception {
    make(SETTINGS, new StopSwitch());
    byte[] result = Files.readAllBytes(Path.of(out(), "result.json"));
    // a switch that was thrown would interrupt whatever is computed
    assertThat(make(SETTINGS, thrown())).isEqualTo(Stop.FINISHED);
    assertThat(Path.of(out(), "result.json")).hasBinaryContent(result);
  }

  @Test
  void aRunOfAnotherSeedIsNotGoneOnWithUnlessNoneWasAskedFor() throws Exception {
    make(SETTINGS, new StopSwitch());
    assertThatThrownBy(() -> make(SETTINGS.withSeed(8), new StopSwitch()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--seed: error: %s is a run of seed 7".formatted(out()));
    NominalRun unasked = NominalRun.at(BINDING.toString(), out(), "profile").orElseThrow();
    assertThat(
            unasked.make(
                SETTINGS.withSeed(1), false, Budget.UNLIMITED, thrown(), Watcher.NONE, fitting()))
        .isEqualTo(Stop.FINISHED);
    assertThat(fitting().newest().state().run().seed()).isEqualTo(7);
  }

  @Test
  void aRunWithAnotherObjectiveIsNotGoneOnWith() throws Exception {
    make(SETTINGS, new StopSwitch());
    for (ObjectiveChoice other :
        List.of(
            CHOSEN.withRelativeTolerance(1e-7),
            CHOSEN.withGoal(ObjectiveChoice.Goal.POSTERIOR),
            CHOSEN.withMethod(GradientMethod.ADJOINT))) {
      assertThatThrownBy(() -> make(SETTINGS.withObjective(other), new StopSwitch()))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "--out: error: %s is a run of something else and is not overwritten; choose another"
                      .formatted(out())
                  + " name");
    }
  }
}
