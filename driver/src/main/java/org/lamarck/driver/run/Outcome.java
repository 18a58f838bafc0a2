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
public record Outcome(
    Stop stop,
    RunState state,
    BasinArchive basins,
    List<TraceRow> trace,
    List<RefinementRow> refinements)
    implements Serializable {
  public Outcome {
    trace = List.copyOf(trace);
    refinements = List.copyOf(refinements);
  }

  /** The same with another state at its end. */
  public Outcome with(RunState other) {
    return new Outcome(stop, other, basins, trace, refinements);
  }
}
