package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lamarck lint}. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    header = "Check a problem's files.",
    description = {
      "",
      "Prints a line for everything that is wrong or doubtful: FILE:ROW:COLUMN: error|warning: what;"
          + " remedy. What concerns a whole file has no row and column. The exit code is 1 when there"
          + " are errors.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  lamarck lint problem.yaml")
final class LintCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PROBLEM", description = "The YAML file of the problem.")
  private Path problem = Path.of("");

  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws Exception {
    if (!Files.exists(problem)) {
      throw new InputException(
          Finding.error(problem.toString(), 0, 0, "the file does not exist", "correct its name"));
    }
    List<Finding> findings = check();
    PrintWriter out = output.out();
    findings.forEach(out::println);
    out.flush();
    long errors =
        findings.stream().filter(finding -> finding.severity() == Finding.Severity.ERROR).count();
    output.say(counted(errors, "error") + ", " + counted(findings.size() - errors, "warning"));
    return errors > 0 ? ExitCode.NO_RESULT : ExitCode.DONE;
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private List<Finding> check() throws IOException, InputException {
    try (OpenedFile opened = OpenedFile.problem(problem.toString())) {
      return opened.named(ProblemKinds.check(opened.file()));
    }
  }
}
