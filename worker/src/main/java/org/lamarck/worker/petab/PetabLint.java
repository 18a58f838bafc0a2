package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.List;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.Finding;

/** Checks a problem's files, of either format. */
public final class PetabLint {
  private PetabLint() {}

  /**
   * All that is wrong or doubtful with a problem's files; empty when nothing is.
   *
   * @param yaml the file that names the others
   * @return in the order of file names, rows and columns
   */
  public static List<Finding> check(Path yaml) {
    return check(yaml, ScaleChoice.AUTO);
  }

  /**
   * All that is wrong or doubtful with a problem's files when its parameters are to have these
   * scales; empty when nothing is.
   *
   * @param yaml the file that names the others
   * @param scales what the parameters' scales are where the format has none
   * @return in the order of file names, rows and columns
   */
  public static List<Finding> check(Path yaml, ScaleChoice scales) {
    Findings findings = new Findings();
    ProblemReader.read(yaml, scales, findings);
    return findings.sorted();
  }
}
