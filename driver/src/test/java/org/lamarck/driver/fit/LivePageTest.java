package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.problem.ReadProblem;
import org.lamarck.driver.report.HtmlReport;
import org.lamarck.driver.report.ResultFolder;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Journal;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.Stop;
import org.lamarck.strategies.Strategies;
import org.lamarck.worker.petab.ProblemReader;

/** A page is renewed every few seconds, costs little, and shows a run that goes on as such. */
class LivePageTest {
  @TempDir private Path folder;
  private final List<RunState> kept = new ArrayList<>();
  private final Journal journal = (state, rows, last) -> kept.add(state);
  private EstimationRun problem;
  private RunSettings settings;
  private RunState state;
  private long nanos;
  private double cost = 0.01;

  @BeforeEach
  void begin() throws Exception {
    problem =
        Fitting.compile(
            ReadProblem.of(ProblemReader.read(Path.of("../examples/boehm/boehm.yaml"))),
            FitSettings.usual(new EngineChoice.Threads(1)).objective());
    settings =
        RunSettings.of(Strategies.named("hybrid"), 1, Budget.UNLIMITED)
            .withStartPoints(problem.startPoints("nominal", List.of(Map.of())));
    state = problem.first(settings);
  }

  private String page(RunOutcome outcome) {
    nanos += (long) (cost * 1e9);
    return HtmlReport.write(problem.sketch(settings, outcome, "1 thread"));
  }

  private Journal watched() throws IOException {
    return new LivePage(this::page, Stores.at(folder.toString()), List.<Row>of(), () -> nanos)
        .beside(journal);
  }

  private boolean isRenewed(Journal watched, double seconds, boolean last) throws IOException {
    Files.deleteIfExists(folder.resolve(ResultFolder.REPORT));
    watched.committed(state.later(seconds), List.of(), last);
    return Files.exists(folder.resolve(ResultFolder.REPORT));
  }

  @Test
  void aPageIsThereAfterAFewSecondsAndSaysThatTheSearchGoesOn() throws IOException {
    Journal watched = watched();
    assertThat(isRenewed(watched, 0, false)).isFalse();
    assertThat(isRenewed(watched, LivePage.INTERVAL - 0.1, false)).isFalse();
    assertThat(isRenewed(watched, LivePage.INTERVAL, false)).isTrue();
    assertThat(Files.readString(folder.resolve(ResultFolder.REPORT), StandardCharsets.UTF_8))
        .contains(
            "<meta http-equiv=\"refresh\" content=\"5\"/>",
            "<strong>The search goes on.</strong> This is what was found after 5 s",
            "138.222", // the objective at the start
            "pSTAT5A_rel"); // and its fit
    assertThat(isRenewed(watched, LivePage.INTERVAL + 1, false)).isFalse();
    assertThat(kept).as("what is kept is kept all the same").hasSize(4);
  }

  @Test
  void theLastPageIsTheRunsOwn() throws IOException {
    Journal watched = watched();
    assertThat(isRenewed(watched, 0, false)).isFalse();
    assertThat(isRenewed(watched, 100, true)).isFalse();
    RunOutcome outcome = Run.until(Stop.FINISHED, state, List.of());
    assertThat(HtmlReport.write(problem.record(settings, outcome, "1 thread")))
        .doesNotContain("http-equiv", "The search goes on");
  }

  @Test
  void aPageThatTakesLongIsRenewedSeldom() throws IOException {
    cost = 1;
    Journal watched = watched();
    assertThat(isRenewed(watched, 0, false)).isFalse();
    assertThat(isRenewed(watched, 5, false)).isTrue();
    assertThat(isRenewed(watched, 54.9, false)).as("a fiftieth of the time").isFalse();
    assertThat(isRenewed(watched, 55, false)).isTrue();
  }

  @Test
  void partsOfAGenerationRenewItToo() throws IOException {
    Journal watched = watched();
    watched.advanced(state);
    watched.advanced(state.later(6));
    assertThat(folder.resolve(ResultFolder.REPORT)).exists();
  }
}
