package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command prints, and the options about it that every command takes. */
public final class Output {
  @Option(
      names = "--verbose",
      description = "Say more: with an error, also where in the program it arose.")
  private boolean verbose;

  @Option(names = "--quiet", description = "No progress and no remarks, errors only.")
  private boolean quiet;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** For results. */
  public PrintWriter out() {
    return line().getOut();
  }

  /** For everything else. */
  public PrintWriter err() {
    return line().getErr();
  }

  private CommandLine line() {
    if (command == null) {
      throw new IllegalStateException("only picocli makes outputs of commands");
    }
    return command.commandLine();
  }

  /** A remark for people; not printed when they asked for quiet. */
  public void say(String remark) {
    if (!quiet) {
      err().println(remark);
      err().flush();
    }
  }

  /**
   * Prints results: one JSON object, or lines for people and where the rest is.
   *
   * @param object the JSON object, written
   * @param place of the files
   */
  void results(
      boolean isJson, Supplier<String> object, Supplier<List<String>> lines, String place) {
    if (isJson) {
      out().print(object.get());
    } else {
      lines.get().forEach(out()::println);
      out().println("results      " + place);
    }
    out().flush();
  }

  public boolean quiet() {
    return quiet;
  }

  /** Whether errors are told with the place in the program; {@link Main} looks before parsing. */
  boolean verbose() {
    return verbose;
  }
}
