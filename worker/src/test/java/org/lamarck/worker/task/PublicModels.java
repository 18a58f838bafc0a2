package org.lamarck.worker.task;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where public models and references lie; tests that do not find them are skipped. */
final class PublicModels {
  private PublicModels() {}

  /** A folder of test data, such as {@code sbml-semantic}. */
  static Path data(String folder) {
    Path path = root().resolve(folder);
    assumeTrue(Files.isDirectory(path), "no public models in " + path);
    return path;
  }

  /** A file of numbers from other tools, which lies beside the data. */
  static Path reference(String file) {
    Path path = root().resolveSibling("reference").resolve(file);
    assumeTrue(Files.isRegularFile(path), "no reference numbers in " + path);
    return path;
  }

  private static Path root() {
    return Stream.of(System.getProperty("lamarck.data"), System.getenv("LAMARCK_DATA"))
        .filter(place -> place != null && !place.isEmpty())
        .findFirst()
        .map(Path::of)
        .orElse(Path.of("..", "..", "shared", "data"))
        .toAbsolutePath()
        .normalize();
  }
}
