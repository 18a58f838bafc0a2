package org.lamarck.driver.problem;

import java.io.IOException;
import java.nio.file.Path;
import org.lamarck.worker.draft.Draft;
import org.lamarck.worker.problem.InputException;

/** Writes drafted problems whole or not at all. */
public final class Drafts {
  private Drafts() {}

  /**
   * Writes a problem into a folder that is not there.
   *
   * @return its YAML file
   * @throws InputException when it is not sound; then the folder is not there either
   */
  public static Path write(Draft draft, Path folder) throws IOException, InputException {
    boolean done = false;
    try {
      Path yaml = draft.write(folder);
      done = true;
      return yaml;
    } finally {
      if (!done) {
        OpenedFile.delete(folder);
      }
    }
  }
}
