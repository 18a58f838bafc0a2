package org.lamarck.driver.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    header = "Write the tables and the report of a run anew.",
    description = {
      "",
      "For a run that has ended, of its end; for one that was killed or still goes on, of its newest"
          + " checkpoint.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  lamarck report boehm-fit")
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The folder that fit wrote.")
  private String location = "";

  @Option(
      names = "--problem",
      paramLabel = "PROBLEM",
      description = "Where the problem is now, when it was moved; needed for unfinished runs only.")
  private @Nullable String moved;

  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws Exception {
    RunFolder folder = new RunFolder(location);
    folder.requireRun();
    Fitting fitting = new Fitting(output::say, folder);
    Restored<SavedRun, Row> newest = fitting.newest();
    SavedRun saved = newest.state();
    Optional<RunRecord> kept = fitting.result();
    RunRecord record =
        kept.isPresent() ? kept.get() : Fitting.recordUntil(fitting.reopen(saved, moved), newest);
    String file =
        moved == null ? saved.problem().from(location).orElse(saved.problem().place()) : moved;
    fitting.write(record, file);
    output.say("the report of " + location + " is written");
    return ExitCode.DONE;
  }
}
