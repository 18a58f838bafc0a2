package org.lamarck.driver.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.draft.Draft;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.petab.parameter.ParameterChanges;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/** Writes drafted problems whole or not at all. */
public final class Drafts {
  private Drafts() {}

  /**
   * Writes a problem into a folder that is not there.
   *
   * @param changes of its parameters beyond what was wished for the draft
   * @return its YAML file
   * @throws InputException when it is not sound; then the folder is not there either
   */
  public static Path write(Draft draft, ParameterChanges changes, Path folder)
      throws IOException, InputException {
    if (changes.isEmpty()) {
      return whole(draft::write, folder);
    }
    Path plain = Files.createTempDirectory("lamarck-draft-");
    try {
      Path yaml = draft.write(plain);
      return whole(place -> ProblemCopy.write(yaml, place, changes), folder);
    } catch (InputException e) {
      List<Finding> findings = new ArrayList<>();
      e.findings().forEach(one -> findings.add(named(one, plain, folder)));
      throw new InputException(findings);
    } finally {
      OpenedFile.delete(plain);
    }
  }

  private static Finding named(Finding one, Path plain, Path folder) {
    String file = one.file().replace(plain.toString(), folder.toString());
    return new Finding(file, one.row(), one.column(), one.severity(), one.what(), one.remedy());
  }

  /** Who writes a problem into a folder. */
  private interface Writer {
    Path write(Path folder) throws IOException, InputException;
  }

  private static Path whole(Writer writer, Path folder) throws IOException, InputException {
    boolean done = false;
    try {
      Path yaml = writer.write(folder);
      done = true;
      return yaml;
    } finally {
      if (!done) {
        OpenedFile.delete(folder);
      }
    }
  }
}
