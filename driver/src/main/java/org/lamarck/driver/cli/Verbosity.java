package org.lamarck.driver.cli;

import picocli.CommandLine.Option;

/** The options that every command takes. */
final class Verbosity {
  @Option(
      names = "--verbose",
      description = "Say more: with an error, also where in the program it arose.")
  private boolean verbose;

  @Option(names = "--quiet", description = "No progress and no remarks, errors only.")
  private boolean quiet;

  boolean verbose() {
    return verbose;
  }

  boolean quiet() {
    return quiet;
  }
}
