package org.lamarck.driver.problem;

import java.io.IOException;
import java.nio.file.Path;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.InputException;

/** Finds the files of a problem, on this machine, in an archive or on a file system of Hadoop's. */
public final class ProblemFiles {
  private ProblemFiles() {}

  /**
   * Reads the problem at a path or URI.
   *
   * @param place what it is called in results: where it was when the run began
   */
  public static ReadProblem read(String location, String place, ScaleChoice scales)
      throws IOException, InputException {
    ReadProblem read = read(location, scales);
    return new ReadProblem(place, location, read.version(), read.scales(), read.problem());
  }

  /** Reads the problem at a path or URI. */
  public static ReadProblem read(String location, ScaleChoice scales)
      throws IOException, InputException {
    try (OpenedFile opened = OpenedFile.problem(location)) {
      Path yaml = opened.file();
      try {
        return new ReadProblem(
            location, location, FormatVersion.of(yaml), scales, ProblemReader.read(yaml, scales));
      } catch (InputException e) {
        throw opened.named(e);
      }
    }
  }

  /** The name of a problem's file without folder and ending. */
  public static String name(String location) {
    String file = location.substring(location.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
