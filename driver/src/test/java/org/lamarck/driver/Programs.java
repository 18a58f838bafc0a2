package org.lamarck.driver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine that some tests run; a test that does not find its own is skipped. */
public final class Programs {
  private Programs() {}

  /** Where a program is on the PATH. */
  public static Path onPath(String name) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(place -> Path.of(place, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "there is no " + name + " on the PATH");
    return found.orElseThrow();
  }
}
