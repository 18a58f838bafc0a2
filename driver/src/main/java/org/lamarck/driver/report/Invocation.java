package org.lamarck.driver.report;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;

/** How this process was called, for the commands that it proposes to its user. */
public final class Invocation {
  private static final String MAIN = "org.lamarck.driver.cli.Main";
  private static final String MODE = "spark.submit.deployMode";

  private Invocation() {}

  /** The command that goes on with a run. */
  public static String resume(String location) {
    return resume(location, System.getProperties());
  }

  static String resume(String location, Properties properties) {
    return program(properties) + " resume " + ShellCommand.word(location);
  }

  private static String program(Properties properties) {
    String mode = properties.getProperty(MODE);
    if (mode == null) {
      return "lamarck";
    }
    boolean isClient = mode.equals("client");
    StringBuilder command = new StringBuilder("spark-submit");
    String master = properties.getProperty("spark.master");
    if (master != null) {
      command.append(" --master ").append(ShellCommand.word(master));
    }
    command.append(isClient ? "" : " --deploy-mode " + mode);
    command.append(" --class ").append(MAIN).append(' ');
    return command.append(isClient ? ShellCommand.word(jar(properties)) : "lamarck.jar").toString();
  }

  /** The jar that was submitted: on a cluster's own driver it is a copy, whose place is no help. */
  private static String jar(Properties properties) {
    String jars = properties.getProperty("spark.jars", "");
    String last = jars.substring(jars.lastIndexOf(',') + 1);
    if (last.isEmpty()) {
      return "lamarck.jar";
    }
    return last.startsWith("file:/") ? Path.of(URI.create(last)).toString() : last;
  }
}
