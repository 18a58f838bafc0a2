package org.lamarck.driver.problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lamarck.worker.kinds.AnyProblem;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/** Finds the files of a problem, on this machine, in an archive or on a file system of Hadoop's. */
public final class ProblemFiles {
  private ProblemFiles() {}

  /**
   * Reads the problem at a path or URI, of whichever kind it is.
   *
   * @param place what it is called in results: where it was when the run began
   * @param jars whose classes are known beside Lamarck's own
   */
  public static ProblemOnDisk open(
      String location, String place, ScaleChoice scales, List<Path> jars)
      throws IOException, InputException {
    try (OpenedFile opened = OpenedFile.problem(location)) {
      return opened.read(
          yaml -> {
            AnyProblem read = ProblemKinds.read(yaml, scales, jars);
            if (read instanceof AnyProblem.Estimation estimation) {
              FormatVersion version = FormatVersion.of(yaml);
              return new ReadProblem(place, location, version, scales, estimation.problem());
            }
            AnyProblem.Source source = (AnyProblem.Source) read;
            requireLasting(opened, source.jars());
            return new ReadSource(place, location, source.source(), source.jars());
          });
    }
  }

  /** A copy of the file goes when it was read, and a jar beside it. */
  private static void requireLasting(OpenedFile opened, List<Path> jars) throws InputException {
    Path folder = opened.file().toAbsolutePath().resolveSibling("").normalize();
    for (Path jar : jars) {
      if (opened.isCopy() && jar.startsWith(folder)) {
        throw new InputException(
            Finding.error(
                opened.file().toString(),
                0,
                0,
                "the jar " + jar.getFileName() + " is not on this machine",
                "copy it here and name it by --jar"));
      }
    }
  }

  /**
   * Reads the problem at a path or URI, which must be one of measurements or a loss.
   *
   * @throws InputException with every error; and when it is a problem of another kind
   */
  public static ReadProblem read(String location, ScaleChoice scales)
      throws IOException, InputException {
    if (open(location, location, scales, List.of()) instanceof ReadProblem problem) {
      return problem;
    }
    throw new InputException(
        Finding.error(
            location,
            0,
            0,
            "the problem has no measurements, and this needs some",
            "use fit, evaluate, simulate or lint"));
  }

  /** The name of a problem's file without folder and ending. */
  public static String name(String location) {
    String file = location.substring(location.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
