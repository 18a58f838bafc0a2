package org.lamarck.worker.task;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lamarck.worker.PublicData;

/** Where public models and references lie; tests that do not find them are skipped. */
final class PublicModels {
  private PublicModels() {}

  /** A folder of test data, such as {@code sbml-semantic}. */
  static Path data(String folder) {
    return PublicData.at(folder);
  }

  /** A file of numbers from other tools, which lies beside the data. */
  static Path reference(String file) {
    Path path =
        PublicData.root().toAbsolutePath().normalize().resolveSibling("reference").resolve(file);
    assumeTrue(Files.isRegularFile(path), "no reference numbers in " + path);
    return path;
  }
}
