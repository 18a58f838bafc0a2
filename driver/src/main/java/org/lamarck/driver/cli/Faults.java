package org.lamarck.driver.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.Nearest;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.run.Program;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
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
      String message = oneLine(String.valueOf(wrong.getMessage()));
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
    return Nearest.to(name, known).map(near -> "; did you mean " + near + "?").orElse(otherwise);
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
      err.println("error: " + oneLine(String.valueOf(cause.getMessage())));
    } else if (cause instanceof EngineException engine) {
      return engine(engine);
    } else if (cause instanceof IOException io) {
      err.println("error: " + file(io));
    } else if (cause instanceof UncheckedIOException unchecked) {
      IOException file = unchecked.getCause();
      String why = file == null ? "" : ": " + file(file);
      err.println("error: " + oneLine(unchecked.getMessage() + why));
    } else {
      return reportInternal(cause);
    }
    trace(cause);
    return ExitCode.BAD_INPUT;
  }

  private int engine(EngineException engine) {
    err.println("error: " + oneLine(String.valueOf(engine.getMessage())));
    trace(engine);
    return engine.kind() == EngineException.Kind.UNUSABLE ? ExitCode.BAD_INPUT : ExitCode.NO_RESULT;
  }

  /** Java's messages are often a bare file name. */
  static String file(IOException file) {
    String message = String.valueOf(file.getMessage());
    if (file instanceof NoSuchFileException || file instanceof FileNotFoundException) {
      return message + ": there is no such file; correct its name";
    }
    if (file instanceof AccessDeniedException) {
      return message + ": access is denied; check its permissions";
    }
    if (file instanceof FileAlreadyExistsException) {
      return message + ": it exists and is not overwritten; choose another name";
    }
    if (file instanceof NotDirectoryException) {
      return message + ": it is no folder; choose another name";
    }
    return oneLine(message);
  }

  /** An error of the program in one line. */
  static String internal(Throwable cause) {
    return "internal error: " + oneLine(cause.toString());
  }

  private int reportInternal(Throwable cause) {
    String place;
    try {
      Path log = Files.createTempFile("lamarck-", ".log");
      Files.writeString(log, "lamarck " + Program.version() + "\n" + stackTrace(cause));
      place = "please report it with " + log;
    } catch (IOException e) {
      place = "no log could be written (" + e.getMessage() + "); run again with --verbose";
    }
    err.println(internal(cause) + "; " + place);
    trace(cause);
    return ExitCode.INTERNAL;
  }

  private void trace(Throwable cause) {
    if (verbose) {
      err.print(stackTrace(cause));
    }
    err.flush();
  }

  static String stackTrace(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
