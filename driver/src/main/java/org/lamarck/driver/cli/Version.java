package org.lamarck.driver.cli;

import org.lamarck.driver.record.Program;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"lamarck " + Program.version() + " (Java " + Program.java() + ")"};
  }
}
