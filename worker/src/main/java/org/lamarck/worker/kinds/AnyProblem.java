package org.lamarck.worker.kinds;

import java.nio.file.Path;
import java.util.List;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.problem.EstimationProblem;

/** A problem that was read. */
public sealed interface AnyProblem {
  /** A problem that is made of models and observables. */
  record Estimation(EstimationProblem problem) implements AnyProblem {}

  /**
   * Any other.
   *
   * @param jars whose classes executors need to open it
   */
  record Source(ObjectiveSource source, List<Path> jars) implements AnyProblem {
    public Source {
      jars = List.copyOf(jars);
    }
  }
}
