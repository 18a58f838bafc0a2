package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lamarck.driver.cli.terminal.StandardError;
import org.lamarck.driver.problem.Reasons;
import org.lamarck.driver.run.ProcessClock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.TypeConversionException;

/** The program {@code lamarck}; under spark-submit the same class runs. */
@Command(
    name = "lamarck",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    header = "Fits dynamic models of biology to data.",
    description = {
      "",
      "A problem is a PEtab YAML file: it names an SBML model, what was measured and which"
          + " parameters are unknown. lamarck finds the parameters.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck fit problem.yaml                fit a problem; results in problem-fit",
      "  lamarck evaluate problem.yaml --json    likelihood and gradient at one point",
      "  lamarck simulate model.xml --end 100 --steps 50",
      "  lamarck help fit                        all about one command",
      "",
      "Exit codes: 0 done; 1 done without the result asked for; 2 wrong usage or bad",
      "input; 3 an error of the program itself; 130 interrupted, go on by resume."
    })
public final class Main {
  private static final String COMPLETION = "generate-completion";

  /** By name, in the order of the help. */
  private static final Map<String, Class<?>> COMMANDS = commands();

  private Main() {}

  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("fit", FitCommand.class);
    commands.put("fit-all", FitAllCommand.class);
    commands.put("init", InitCommand.class);
    commands.put("compare", CompareCommand.class);
    commands.put("resume", ResumeCommand.class);
    commands.put("report", ReportCommand.class);
    commands.put("profile", ProfileCommand.class);
    commands.put("sample", SampleCommand.class);
    commands.put("predict", PredictCommand.class);
    commands.put("select", SelectCommand.class);
    commands.put("evaluate", EvaluateCommand.class);
    commands.put("simulate", SimulateCommand.class);
    commands.put("bench", BenchCommand.class);
    commands.put("lint", LintCommand.class);
    commands.put("help", HelpCommand.class);
    commands.put(COMPLETION, CompletionCommand.class);
    return commands;
  }

  /** The entry for the launcher and for spark-submit. */
  public static void main(String[] arguments) {
    ProcessClock.set();
    Charset charset = Charset.defaultCharset();
    PrintWriter out = new PrintWriter(System.out, false, charset);
    StandardError.restore(charset);
    PrintWriter err = new PrintWriter(System.err, true, charset);
    int code = run(out, err, arguments);
    err.flush();
    System.exit(code);
  }

  /** Runs one command and returns its exit code; never ends the process. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    int code = execute(out, err, arguments);
    if (out.checkError() && code == ExitCode.DONE) { // flushes
      err.println("error: standard output cannot be written; is its disk full?");
      return ExitCode.NO_RESULT;
    }
    return code;
  }

  @SuppressWarnings("checkstyle:IllegalCatch") // whatever went wrong must end in one line and a log
  private static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    Faults faults = new Faults(err, Arrays.asList(arguments).contains("--verbose"));
    CommandLine commandLine =
        commandLine(arguments)
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setAbbreviatedOptionsAllowed(false)
            .setUsageHelpAutoWidth(true)
            .registerConverter(Path.class, Main::path)
            .setParameterExceptionHandler((wrong, given) -> faults.usage(wrong))
            .setExecutionExceptionHandler((cause, command, parsed) -> faults.report(cause));
    try {
      return commandLine.execute(arguments);
    } catch (Error error) {
      return faults.report(error);
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(Reasons.name(e));
    }
  }

  /**
   * With the command that is called, or all: to read the options of ten takes a third of a second.
   */
  private static CommandLine commandLine(String... arguments) {
    CommandLine commandLine = new CommandLine(new Main());
    String called = arguments.length == 0 ? "" : arguments[0];
    Class<?> command = COMMANDS.get(called);
    if (command != null && command != HelpCommand.class && !called.equals(COMPLETION)) {
      add(commandLine, called, command);
      return commandLine;
    }
    COMMANDS.forEach((name, type) -> add(commandLine, name, type));
    return commandLine;
  }

  private static void add(CommandLine parent, String name, Class<?> type) {
    CommandLine command = new CommandLine(type);
    KeyOptions.addTo(command.getCommandSpec());
    parent.addSubcommand(name, command);
  }
}
