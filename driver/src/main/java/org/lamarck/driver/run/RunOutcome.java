package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.population.BasinArchive;

/**
 * What came of a run.
 *
 * @param state at its end
 * @param basins at its end, those of a generation that was cut included
 * @param trace ascending in evaluations
 * @param refinements in the order of asking
 */
public record RunOutcome(
    Stop stop,
    RunState state,
    BasinArchive basins,
    List<TraceRow> trace,
    List<RefinementRow> refinements)
    implements Serializable {
  public RunOutcome {
    trace = List.copyOf(trace);
    refinements = List.copyOf(refinements);
  }

  /** The same with another state at its end. */
  public RunOutcome with(RunState other) {
    return new RunOutcome(stop, other, basins, trace, refinements);
  }
}
