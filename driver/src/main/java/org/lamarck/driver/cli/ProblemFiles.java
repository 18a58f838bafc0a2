package org.lamarck.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.run.ReadProblem;
import org.lamarck.worker.petab.FormatVersion;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.ScaleChoice;
import org.lamarck.worker.problem.InputException;

/** Finds the files of a problem, on this machine or on a file system of Hadoop's. */
final class ProblemFiles {
  private ProblemFiles() {}

  /**
   * Reads the problem at a path or URI.
   *
   * @param place what it is called in results: where it was when the run began
   */
  static ReadProblem read(String location, String place, ScaleChoice scales)
      throws IOException, InputException {
    ReadProblem read = read(location, scales);
    return new ReadProblem(place, location, read.version(), read.scales(), read.problem());
  }

  /** Reads the problem at a path or URI. */
  static ReadProblem read(String location, ScaleChoice scales) throws IOException, InputException {
    if (!Stores.isRemote(location)) {
      return read(location, Stores.localPath(location), scales);
    }
    Path copy = Files.createTempDirectory("lamarck-problem-");
    try {
      int slash = location.lastIndexOf('/');
      Store folder = Stores.at(location.substring(0, slash));
      for (String name : folder.list()) { // a problem's files lie beside each other
        Files.write(copy.resolve(name), folder.read(name));
      }
      return read(location, copy.resolve(location.substring(slash + 1)), scales);
    } finally {
      delete(copy);
    }
  }

  private static ReadProblem read(String location, Path yaml, ScaleChoice scales)
      throws InputException {
    return new ReadProblem(
        location, location, FormatVersion.of(yaml), scales, ProblemReader.read(yaml, scales));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** The name of a problem's file without folder and ending. */
  static String name(String location) {
    String file = location.substring(location.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
