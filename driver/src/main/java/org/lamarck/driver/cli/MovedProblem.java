package org.lamarck.driver.cli;

import org.jspecify.annotations.Nullable;
import org.lamarck.driver.fit.RunFolder;
import picocli.CommandLine.Option;

/** Where the problem of a run is, when it is not where the run knows it. */
final class MovedProblem {
  @Option(
      names = "--problem",
      paramLabel = "PROBLEM",
      description = "Where the problem is now, when it was moved; it must not have changed.")
  private @Nullable String place;

  /** Null where it was not given. */
  @Nullable String place() {
    return place;
  }

  /**
   * Where the problem of a run is that a location named, or of one that was made of the problem
   * there; null where the run knows it.
   */
  @Nullable String of(RunFolder folder, String location) {
    return isMade(folder, location) ? location : place;
  }

  /** Whether a run was made of the problem that a location names. */
  static boolean isMade(RunFolder folder, String location) {
    return !folder.location().equals(location);
  }
}
