package org.lamarck.driver.run;

import java.io.Serializable;

/**
 * What a checkpoint holds beside the rows of the tables.
 *
 * @param program the version that wrote it
 * @param problem where the problem was read, as the user wrote it
 * @param problemHash of its content: a run goes on with the problem it began with or not at all
 * @param settings of the run
 * @param options further settings that belong to others, such as tolerances
 * @param state to go on from
 */
public record SavedRun(
    String program,
    String problem,
    String problemHash,
    RunSettings settings,
    Serializable options,
    RunState state)
    implements Serializable {
  SavedRun at(RunState later) {
    return new SavedRun(program, problem, problemHash, settings, options, later);
  }
}
