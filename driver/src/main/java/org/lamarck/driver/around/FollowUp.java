package org.lamarck.driver.around;

import java.io.IOException;
import java.util.function.Supplier;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.engine.Workload;
import org.lamarck.driver.fit.Conditions;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.record.Program;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.Stop;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * A run around what another one has found, with checkpoints of its own in that one's folder: where
 * the same was begun, it goes on.
 */
public final class FollowUp {
  private final String location;
  private final String name;
  private final Fitting fitting;
  private final SavedRun saved;

  /**
   * A run after a run.
   *
   * @param name of its folder and for people, such as {@code profile}
   * @param saved the run before
   */
  FollowUp(RunFolder folder, String name, Fitting fitting, SavedRun saved) {
    location = folder.location() + "/" + name;
    this.name = name;
    this.fitting = fitting;
    this.saved = saved;
  }

  /**
   * What came of it.
   *
   * @param record of the run before, with what was found now
   * @param stop why it ended
   */
  public record Done(RunRecord record, Stop stop) {}

  /**
   * Runs.
   *
   * @param settings without limits
   * @param first where it begins, when nothing like it was begun before
   */
  RunOutcome compute(
      RunSettings settings,
      Budget budget,
      Supplier<RunState> first,
      Workload<Proposal, Individual> workload,
      Conditions conditions)
      throws IOException {
    CheckpointFolder checkpoints = CheckpointFolder.in(Stores.at(location));
    Restored<SavedRun, Row> from = from(checkpoints, settings, first);
    return conditions.run(settings.withBudget(budget), from, workload, checkpoints);
  }

  private Restored<SavedRun, Row> from(
      CheckpointFolder checkpoints, RunSettings settings, Supplier<RunState> first)
      throws IOException {
    if (!checkpoints.isEmpty()) {
      try {
        Restored<SavedRun, Row> known = checkpoints.newest(SavedRun.class, Row.class);
        if (known.state().run().equals(settings)
            && known.state().problemHash().equals(saved.problemHash())) {
          return known;
        }
      } catch (CheckpointException e) {
        fitting.say("warning: " + e.getMessage() + "; the " + name + " begins anew");
      }
      checkpoints.clear();
    }
    return Restored.beginning(
        new SavedRun(
            Program.version(),
            saved.problem(),
            saved.problemHash(),
            saved.settings(),
            settings,
            first.get()));
  }
}
