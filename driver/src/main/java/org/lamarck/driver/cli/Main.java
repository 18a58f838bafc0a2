package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

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
      "  lamarck fit examples/boehm/boehm.yaml      fit a problem; the results go to boehm-fit",
      "  lamarck evaluate problem.yaml --json       likelihood and gradient at one point",
      "  lamarck simulate model.xml --end 100 --steps 50",
      "  lamarck help fit                           all about one command",
      "",
      "Exit codes: 0 done; 1 done without the result asked for; 2 wrong usage or bad input;",
      "3 an error of the program itself; 130 interrupted, go on with lamarck resume."
    },
    subcommands = {
      FitCommand.class,
      FitAllCommand.class,
      ResumeCommand.class,
      ReportCommand.class,
      EvaluateCommand.class,
      SimulateCommand.class,
      BenchCommand.class,
      LintCommand.class,
      HelpCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Main {
  private Main() {}

  /** The entry for the launcher and for spark-submit. */
  public static void main(String[] arguments) {
    Charset charset = Charset.defaultCharset();
    PrintWriter out = new PrintWriter(System.out, false, charset);
    PrintWriter err = new PrintWriter(System.err, true, charset);
    int code = run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs one command and returns its exit code; never ends the process. */
  @SuppressWarnings("checkstyle:IllegalCatch") // whatever went wrong must end in one line and a log
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Faults faults = new Faults(err, Arrays.asList(arguments).contains("--verbose"));
    CommandLine commandLine =
        new CommandLine(new Main())
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setAbbreviatedOptionsAllowed(false)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler((wrong, given) -> faults.usage(wrong))
            .setExecutionExceptionHandler((cause, command, parsed) -> faults.report(cause));
    Objects.requireNonNull(commandLine.getSubcommands().get("generate-completion"))
        .getCommandSpec()
        .usageMessage()
        .hidden(true); // for whoever packages the program
    try {
      return commandLine.execute(arguments);
    } catch (Error error) {
      return faults.report(error);
    }
  }
}
