package org.lamarck.driver.run;

import java.io.Serializable;

/**
 * What a checkpoint holds beside the rows of the tables.
 *
 * @param program the version that wrote it
 * @param problem where the problem was read
 * @param problemHash of its content: a run goes on with the problem it began with or not at all
 * @param settings of the run
 * @param options further settings that belong to others, such as tolerances
 * @param state to go on from
 */
public record SavedRun(
    String program,
    Whereabouts problem,
    String problemHash,
    RunSettings settings,
    Serializable options,
    RunState state)
    implements Serializable {
  /** The same with other settings. */
  public SavedRun with(RunSettings others) {
    return new SavedRun(program, problem, problemHash, others, options, state);
  }

  /** The same at another state. */
  public SavedRun at(RunState later) {
    return new SavedRun(program, problem, problemHash, settings, options, later);
  }
}
