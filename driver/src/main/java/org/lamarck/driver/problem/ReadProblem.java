package org.lamarck.driver.problem;

import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.EstimationProblem;

/**
 * A problem and how it was read.
 *
 * @param place where, as the user wrote it
 * @param file where it is now, which is the same but for a problem that was moved
 * @param version of its format
 * @param scales how scales were chosen, where the format has none
 */
public record ReadProblem(
    String place, String file, FormatVersion version, ScaleChoice scales, EstimationProblem problem)
    implements ProblemOnDisk {
  /** A problem that was made and not read. */
  public static ReadProblem of(EstimationProblem problem) {
    return new ReadProblem(problem.id(), problem.id(), FormatVersion.V1, ScaleChoice.AUTO, problem);
  }
}
