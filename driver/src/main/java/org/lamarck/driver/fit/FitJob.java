package org.lamarck.driver.fit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.FitEnd;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.worker.problem.InputException;

/** One fit among many: made once, gone on with when it was interrupted, else read. */
final class FitJob {
  private static final String RESULT = "result.json";

  private final Consumer<String> remarks;
  private final RunFolder folder;
  private final Fitting fitting;
  private final String problem;
  private final FitSettings settings;

  FitJob(Consumer<String> remarks, String place, String problem, FitSettings settings)
      throws IOException {
    this.remarks = remarks;
    folder = new RunFolder(place);
    fitting = new Fitting(remarks, folder);
    this.problem = problem;
    this.settings = settings;
  }

  boolean isDone() throws IOException, ConfigException {
    return folder.store().list().contains(RESULT) && read(FitEnd::isFinal);
  }

  private <T> T read(Function<String, T> reader) throws IOException, ConfigException {
    try {
      return reader.apply(result());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          folder.location() + ": error: " + e.getMessage() + "; delete it and try again");
    }
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
    return read(FitEnd::of);
  }

  /** What came of it, when that was kept. */
  Optional<RunRecord> record() throws CheckpointException, IOException {
    return fitting.result();
  }

  private void compute(StopSwitch stop, RunLock lock)
      throws IOException, InputException, ConfigException {
    SourceRun run = Fitting.compile(problem, settings);
    Restored<SavedRun, Row> from = from(run);
    try (Engine engine = Engines.start(settings.engine(), run.jars())) {
      fitting.compute(run, from, new Conditions(engine, stop, Watcher.NONE, lock));
    }
  }

  /** Where an interrupted fit of the same problem stood; a beginning when there is none. */
  private Restored<SavedRun, Row> from(SourceRun run)
      throws IOException, InputException, ConfigException {
    SavedRun first = Fitting.first(run, settings, folder);
    if (fitting.checkpoints().isEmpty()) {
      return Restored.beginning(first);
    }
    try {
      Restored<SavedRun, Row> restored = fitting.newest();
      SavedRun saved = restored.state();
      if (saved.problemHash().equals(run.hash()) && saved.run().equals(first.run())) {
        return restored;
      }
      remarks.accept(
          folder.location() + " is of another problem or other settings and begins anew");
    } catch (CheckpointException e) {
      remarks.accept(folder.location() + " begins anew: " + e.getMessage());
    }
    fitting.checkpoints().clear();
    return Restored.beginning(first);
  }
}
