package org.lamarck.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where public data lie that some tests read; a test that does not find its own is skipped. */
public final class PublicData {
  private PublicData() {}

  /** Where all of them are, if they are there. */
  public static Path root() {
    return Stream.of(System.getProperty("lamarck.data"), System.getenv("LAMARCK_DATA"))
        .filter(place -> place != null && !place.isBlank())
        .findFirst()
        .map(Path::of)
        .orElse(Path.of("..", "..", "shared", "data"));
  }

  /** A file or folder among them, such as {@code sbml-semantic}. */
  public static Path at(String name) {
    Path path = root().resolve(name);
    assumeTrue(
        Files.exists(path),
        () -> path + " is not there; give the data's folder as -Dlamarck.data=DIR");
    return path;
  }
}
