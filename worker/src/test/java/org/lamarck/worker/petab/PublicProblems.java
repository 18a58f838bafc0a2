package org.lamarck.worker.petab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lamarck.worker.PublicData;

/** Finds the public problems that some tests read, and skips the tests where there are none. */
public final class PublicProblems {
  private PublicProblems() {}

  /** The folder of that name among the public data. */
  public static Path folder(String name) {
    return PublicData.at(name);
  }

  /** The YAML files one folder below, but for those of solutions. */
  public static List<Path> problems(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().contains("solution"))
          .sorted()
          .toList();
    }
  }
}
