package org.lamarck.driver.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.SparkEngine;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.strategies.selection.ModelSearch;
import org.lamarck.worker.petab.select.SelectionProblem;
import org.lamarck.worker.petab.select.SelectionReader;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.InputException;

class SelectionRunTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "elimination");

  @TempDir private Path folder;

  @BeforeEach
  void copyTheExample() throws IOException {
    try (var files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private void replace(String file, String text, String other) throws IOException {
    Path path = folder.resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(text);
    Files.writeString(path, before.replace(text, other));
  }

  private SelectionProblem problem() throws InputException {
    return SelectionReader.read(
        folder.resolve("selection.yaml"), SelectionReader.Choice.NONE, new Findings());
  }

  private static final SelectionRun.Settings SETTINGS =
      new SelectionRun.Settings(1, 2, ObjectiveChoice.DEFAULT);

  /** Throws a switch when so many models were calibrated. */
  private record Interrupting(StopSwitch stop, int models, AtomicInteger steps)
      implements SelectionRun.Watching {
    static Interrupting never() {
      return new Interrupting(new StopSwitch(), Integer.MAX_VALUE, new AtomicInteger());
    }

    @Override
    public void step(ModelSearch search, int unknown) {
      steps.incrementAndGet();
      if (search.calibrated().size() >= models) {
        stop.stop();
      }
    }

    @Override
    public void progress(int done, int models, double seconds) {}
  }

  private SelectionOutcome run(Engine engine) throws Exception {
    try (engine) {
      return new SelectionRun(problem(), SETTINGS, Interrupting.never())
          .go(engine, new StopSwitch(), Double.POSITIVE_INFINITY);
    }
  }

  /** All that is written but the time and where it was read. */
  private static String written(SelectionOutcome outcome) {
    return SelectionTables.models(outcome)
        + SelectionTables.steps(outcome)
        + SelectionFiles.json(outcome).replaceAll("\"wallClock\".*", "");
  }

  @Test
  void theModelThatMadeTheDataIsSelected() throws Exception {
    SelectionOutcome outcome = run(LocalEngine.ofThreads(1));
    assertThat(outcome.stop()).isEqualTo(Stop.FINISHED);
    SelectionOutcome.Ranked best = outcome.best().orElseThrow();
    assertThat(best.model()).hasToString("M-110");
    assertThat(best.found().agreeing()).isGreaterThan(1);
    // the truth was 0.12, 0.35, 0.18, 10 and a noise of 4 %
    assertThat(best.found().estimates().get("ke")).isBetween(0.10, 0.15);
    assertThat(best.found().estimates().get("sd_plasma")).isBetween(0.02, 0.06);
    assertThat(outcome.weights(outcome.ranked()).stream().mapToDouble(w -> w).sum())
        .isBetween(1 - 1e-12, 1 + 1e-12);
  }

  /** A model that contains its predecessor begins at its optimum. */
  @Test
  void noModelIsWorseThanThePredecessorThatItContains() throws Exception {
    SelectionOutcome outcome = run(LocalEngine.ofThreads(1));
    for (SelectionOutcome.Ranked one : outcome.models()) {
      outcome.models().stream()
          .filter(other -> other.model().hash().equals(one.place().predecessor()))
          .forEach(
              other ->
                  assertThat(one.found().nllh())
                      .as("%s after %s", one.model(), other.model())
                      .isLessThanOrEqualTo(other.found().nllh() + 1e-6));
    }
  }

  @Test
  void threadsHaveNoPartInTheResult() throws Exception {
    assertThat(written(run(LocalEngine.ofThreads(3))))
        .isEqualTo(written(run(LocalEngine.ofThreads(1))));
  }

  @Test
  void theFolderHasNoPartInTheResult() throws Exception {
    SelectionProblem there =
        SelectionReader.read(
            EXAMPLE.resolve("selection.yaml"), SelectionReader.Choice.NONE, new Findings());
    try (Engine engine = LocalEngine.ofThreads(1)) {
      SelectionOutcome outcome =
          new SelectionRun(there, SETTINGS, Interrupting.never())
              .go(engine, new StopSwitch(), Double.POSITIVE_INFINITY);
      assertThat(written(outcome)).isEqualTo(written(run(LocalEngine.ofThreads(1))));
    }
  }

  @Test
  @Tag("slow")
  void sparkHasNoPartInTheResult() throws Exception {
    assertThat(written(run(SparkEngine.start(Optional.of("local[2]"), List.of()))))
        .isEqualTo(written(run(LocalEngine.ofThreads(1))));
  }

  @Test
  void whatIsInterruptedGoesOnToTheSameResult() throws Exception {
    String unbroken = written(run(LocalEngine.ofThreads(1)));
    SelectionFiles files = new SelectionFiles(folder.resolve("out").toString());
    for (int models : List.of(1, 4)) {
      Interrupting interrupting = new Interrupting(new StopSwitch(), models, new AtomicInteger());
      try (Engine engine = LocalEngine.ofThreads(1)) {
        SelectionOutcome cut =
            new SelectionRun(problem(), SETTINGS, interrupting)
                .in(files.checkpoints(), files.location())
                .go(engine, interrupting.stop(), Double.POSITIVE_INFINITY);
        assertThat(cut.stop()).isEqualTo(Stop.INTERRUPTED);
        files.write(cut);
      }
    }
    try (Engine engine = LocalEngine.ofThreads(2)) {
      SelectionRun again =
          new SelectionRun(problem(), SETTINGS, Interrupting.never())
              .in(files.checkpoints(), files.location());
      assertThat(again.known()).isGreaterThanOrEqualTo(4);
      SelectionOutcome whole = again.go(engine, new StopSwitch(), Double.POSITIVE_INFINITY);
      assertThat(written(whole)).isEqualTo(unbroken);
      assertThat(whole.seconds()).isGreaterThan(0);
    }
  }

  @Test
  void anotherSelectionInTheFolderIsRefused() throws Exception {
    SelectionFiles files = new SelectionFiles(folder.resolve("out").toString());
    try (Engine engine = LocalEngine.ofThreads(1)) {
      new SelectionRun(problem(), SETTINGS, Interrupting.never())
          .in(files.checkpoints(), files.location())
          .go(engine, new StopSwitch(), 1e-9);
    }
    SelectionRun other =
        new SelectionRun(
            problem(),
            new SelectionRun.Settings(2, 2, ObjectiveChoice.DEFAULT),
            Interrupting.never());
    assertThatThrownBy(() -> other.in(files.checkpoints(), files.location()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("choose another name");
  }

  @Test
  void modelsOfEqualContentAreCalibratedOnce() throws Exception {
    Files.writeString(
        folder.resolve("model_space.tsv"),
        """
        model_subspace_id\tmodel_subspace_petab_yaml\tke\ttissue\tsaturation
        A\tproblem.yaml\testimate\t0\t0
        B\tproblem.yaml\testimate\t0\t0
        """);
    replace("selection.yaml", "forward", "brute_force");
    List<Integer> unknown = new ArrayList<>();
    try (Engine engine = LocalEngine.ofThreads(1)) {
      SelectionOutcome outcome =
          new SelectionRun(
                  problem(),
                  SETTINGS,
                  new SelectionRun.Watching() {
                    @Override
                    public void step(ModelSearch search, int models) {
                      unknown.add(models);
                    }

                    @Override
                    public void progress(int done, int models, double seconds) {}
                  })
              .go(engine, new StopSwitch(), Double.POSITIVE_INFINITY);
      assertThat(unknown).containsExactly(1);
      assertThat(outcome.calibrated()).isEqualTo(2);
      assertThat(outcome.models().get(0).value()).isEqualTo(outcome.models().get(1).value());
      assertThat(outcome.best().orElseThrow().model()).hasToString("A-000");
    }
  }

  /** An observable that divides by 0 has no value at any point. */
  @Test
  void aModelWithoutAValueIsTheLast() throws Exception {
    Files.writeString(
        folder.resolve("model_space.tsv"),
        """
        model_subspace_id\tmodel_subspace_petab_yaml\tV\ttissue\tsaturation
        M\tproblem.yaml\t0;estimate\t0\t0
        """);
    replace("selection.yaml", "forward", "brute_force");
    SelectionOutcome outcome = run(LocalEngine.ofThreads(1));
    assertThat(outcome.calibrated()).isEqualTo(2);
    assertThat(outcome.best().orElseThrow().model()).hasToString("M-100");
    SelectionOutcome.Ranked last = outcome.ranked().get(1);
    assertThat(last.value()).isNaN();
    assertThat(last.found().failure()).startsWith("NON_FINITE");
    assertThat(SelectionTables.models(outcome)).contains("NON_FINITE");
    assertThat(SelectionPage.write(outcome)).contains("NON_FINITE");
  }
}
