package org.lamarck.driver.fit;

import java.io.Serializable;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;

/**
 * What a checkpoint holds beside the rows of the tables.
 *
 * @param program the version that wrote it
 * @param problem where the problem was read
 * @param problemHash of its content: a run goes on with the problem it began with or not at all
 * @param settings as the user gave them
 * @param run what the search makes of them, with limits given anew
 * @param state to go on from
 */
public record SavedRun(
    String program,
    Whereabouts problem,
    String problemHash,
    FitSettings settings,
    RunSettings run,
    RunState state)
    implements Serializable {
  /** The same with other settings of the search. */
  public SavedRun with(RunSettings others) {
    return new SavedRun(program, problem, problemHash, settings, others, state);
  }

  /** The same at another state. */
  public SavedRun at(RunState later) {
    return new SavedRun(program, problem, problemHash, settings, run, later);
  }
}
