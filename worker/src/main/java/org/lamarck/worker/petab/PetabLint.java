package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
    Findings findings = new Findings();
    ProblemReader.read(yaml, ProblemReader::read, findings);
    return findings.all().stream()
        .sorted(
            Comparator.comparing(Finding::file)
                .thenComparingInt(Finding::row)
                .thenComparingInt(Finding::column))
        .toList();
  }
}
