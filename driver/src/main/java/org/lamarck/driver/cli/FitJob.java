package org.lamarck.driver.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.report.FitEnd;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.SavedRun;
import org.lamarck.driver.run.SourceRun;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.worker.problem.InputException;

/** One fit among many: made once, gone on with when it was interrupted, else read. */
final class FitJob {
  private static final String RESULT = "result.json";

  private final Output output;
  private final RunFolder folder;
  private final Fitting fitting;
  private final String problem;
  private final FitSettings settings;

  FitJob(Output output, String place, String problem, FitSettings settings) throws IOException {
    this.output = output;
    folder = new RunFolder(place);
    fitting = new Fitting(output, folder);
    this.problem = problem;
    this.settings = settings;
  }

  boolean isDone() throws IOException {
    return folder.store().list().contains(RESULT) && FitEnd.isFinal(result());
  }

  private String result() throws IOException {
    return new String(folder.store().read(RESULT), StandardCharsets.UTF_8);
  }

  /** How the fit ended, now or before. */
  FitEnd run(StopSwitch stop)
      throws IOException, InputException, ConfigException, CheckpointException {
    if (!isDone()) {
      try (RunLock lock = folder.lock()) {
        compute(stop, lock);
      }
    }
    return FitEnd.of(result());
  }

  private void compute(StopSwitch stop, RunLock lock)
      throws IOException, InputException, ConfigException {
    SourceRun run = Fitting.compile(problem, settings);
    CheckpointFolder.Restored restored = restored(run);
    SavedRun saved = (SavedRun) restored.state();
    try (Engine engine = Engines.start(settings.engine(), run.jars())) {
      fitting.compute(
          engine,
          run,
          saved,
          Run.resume(
              saved.settings(), saved.state(), Row.of(restored.rows()), stop, System::nanoTime),
          Watcher.NONE,
          lock);
    }
  }

  /** Where an interrupted fit of the same problem stood; a beginning when there is none. */
  private CheckpointFolder.Restored restored(SourceRun run)
      throws IOException, InputException, ConfigException {
    SavedRun first = Fitting.first(run, settings, folder);
    CheckpointFolder.Restored beginning =
        new CheckpointFolder.Restored(0, first, List.of(), List.of());
    if (fitting.checkpoints().isEmpty()) {
      return beginning;
    }
    try {
      CheckpointFolder.Restored restored = fitting.checkpoints().newest();
      SavedRun saved = ResumeCommand.saved(restored);
      if (saved.problemHash().equals(run.hash()) && saved.settings().equals(first.settings())) {
        return restored;
      }
      output.say(folder.location() + " is of another problem or other settings and begins anew");
    } catch (CheckpointException e) {
      output.say(folder.location() + " begins anew: " + e.getMessage());
    }
    fitting.checkpoints().clear();
    return beginning;
  }
}
