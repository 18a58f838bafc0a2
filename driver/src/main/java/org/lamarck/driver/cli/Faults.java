package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.problem.Reasons;
import org.lamarck.driver.record.Program;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what was thrown into lines on standard error and an exit code. */
final class Faults {
  /** How picocli begins to say that there is no command at all. */
  private static final String NO_COMMAND = "Missing required subcommand";

  private final PrintWriter err;
  private final boolean verbose;

  Faults(PrintWriter err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  /** A command line that cannot be understood. */
  int usage(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      err.println("error: " + unknown(command, unmatched.getUnmatched().get(0)));
    } else {
      if (wrong.getMessage() != null && wrong.getMessage().startsWith(NO_COMMAND)) {
        command.usage(err);
        err.println();
      }
      String message = Reasons.oneLine(String.valueOf(wrong.getMessage()));
      err.println("error: " + message.replaceFirst("^Error: ", "")); // some of picocli's have it
    }
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    trace(wrong);
    return ExitCode.BAD_INPUT;
  }

  /** A word that no command or option is, and which was perhaps meant. */
  private static String unknown(CommandLine command, String word) {
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      List<String> known =
          command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
      return "Unknown option: '%s'%s".formatted(word, meant(name, known, ""));
    }
    List<String> commands = List.copyOf(command.getSubcommands().keySet());
    return commands.isEmpty()
        ? "Unmatched argument '%s': %s takes no more than one"
            .formatted(word, command.getCommandSpec().qualifiedName())
        : "Unmatched argument '%s': there is no such command%s"
            .formatted(word, meant(word, commands, "; there are " + String.join(", ", commands)));
  }

  private static String meant(String name, List<String> known, String otherwise) {
    return Spelling.nearest(name, known)
        .map(near -> "; did you mean " + near + "?")
        .orElse(otherwise);
  }

  /** Anything else. */
  int report(Throwable cause) {
    if (cause instanceof ParameterException wrong) {
      return usage(wrong);
    }
    if (cause instanceof InputException input) {
      for (Finding finding : input.findings()) {
        err.println(finding);
      }
    } else if (cause instanceof ConfigException config) {
      config.lines().forEach(err::println);
    } else if (cause instanceof CheckpointException) {
      err.println("error: " + Reasons.oneLine(String.valueOf(cause.getMessage())));
    } else if (cause instanceof EngineException engine) {
      return engine(engine);
    } else if (cause instanceof IOException io) {
      err.println("error: " + Reasons.file(io));
    } else if (cause instanceof InvalidPathException name) {
      err.println("error: " + Reasons.name(name));
    } else if (cause instanceof UncheckedIOException unchecked) {
      IOException file = unchecked.getCause();
      String why = file == null ? "" : ": " + Reasons.file(file);
      err.println("error: " + Reasons.oneLine(unchecked.getMessage() + why));
    } else {
      return reportInternal(cause);
    }
    trace(cause);
    return ExitCode.BAD_INPUT;
  }

  private int engine(EngineException engine) {
    err.println("error: " + Reasons.oneLine(String.valueOf(engine.getMessage())));
    trace(engine);
    return engine.kind() == EngineException.Kind.UNUSABLE ? ExitCode.BAD_INPUT : ExitCode.NO_RESULT;
  }

  private int reportInternal(Throwable cause) {
    String place;
    try {
      Path log = Files.createTempFile("lamarck-", ".log");
      Files.writeString(log, "lamarck " + Program.version() + "\n" + Reasons.stackTrace(cause));
      place = "please report it with " + log;
    } catch (IOException e) {
      place = "no log could be written (" + e.getMessage() + "); run again with --verbose";
    }
    err.println(Reasons.internal(cause) + "; " + place);
    trace(cause);
    return ExitCode.INTERNAL;
  }

  private void trace(Throwable cause) {
    if (verbose) {
      err.print(Reasons.stackTrace(cause));
    }
    err.flush();
  }
}
