package org.lamarck.driver.fit;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.Workload;
import org.lamarck.driver.report.HtmlReport;
import org.lamarck.driver.run.CheckpointJournal;
import org.lamarck.driver.run.Gauges;
import org.lamarck.driver.run.Journal;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * With what a run is computed, and under whose eyes.
 *
 * @param lock of the folder that the run writes into
 */
public record Conditions(Engine engine, StopSwitch stop, Watcher watcher, RunLock lock) {
  /**
   * Runs from where a saved run stands. A result that was kept is forgotten once the engine is
   * there: from then on it is not that of the newest checkpoint.
   *
   * @param settings with the limits of this time
   * @param checkpoints where it is kept
   */
  public RunOutcome run(
      RunSettings settings,
      Restored<SavedRun, Row> from,
      Workload<Proposal, Individual> workload,
      CheckpointFolder checkpoints)
      throws IOException {
    return run(settings, from, workload, checkpoints, UnaryOperator.identity());
  }

  /**
   * Runs a fit from where it stands, in the sight of whoever opens its report.
   *
   * @param folder of the run
   */
  public RunOutcome run(SourceRun problem, Restored<SavedRun, Row> from, RunFolder folder)
      throws IOException {
    RunSettings settings = from.state().run();
    LivePage page =
        new LivePage(
            outcome -> HtmlReport.write(problem.sketch(settings, outcome, engine.description())),
            folder.store(),
            from.rows());
    return run(
        settings, from, problem.workload(settings.seed()), folder.checkpoints(), page::beside);
  }

  private RunOutcome run(
      RunSettings settings,
      Restored<SavedRun, Row> from,
      Workload<Proposal, Individual> workload,
      CheckpointFolder checkpoints,
      UnaryOperator<Journal> watched)
      throws IOException {
    SavedRun saved = from.state();
    Run run = Run.resume(settings, saved.state(), from.rows(), stop, System::nanoTime);
    try (Session<Proposal, Individual> session = engine.open(workload)) {
      checkpoints.forgetResult();
      Journal journal =
          new CheckpointJournal(
              checkpoints, saved::at, CheckpointJournal.DEFAULT_INTERVAL, lock::requireHeld);
      Gauges gauges = new Gauges(watcher);
      engine.publish(gauges.named());
      return run.go(session, watched.apply(journal), gauges);
    }
  }
}
