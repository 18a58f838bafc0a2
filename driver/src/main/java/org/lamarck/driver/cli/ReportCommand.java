package org.lamarck.driver.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.RunRecord;
import org.lamarck.driver.run.SavedRun;
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
    CheckpointFolder checkpoints = folder.checkpoints();
    CheckpointFolder.Restored restored = checkpoints.newest();
    SavedRun saved = ResumeCommand.saved(restored);
    Optional<RunRecord> kept = checkpoints.result(RunRecord.class);
    RunRecord record =
        kept.isPresent()
            ? kept.get()
            : Fitting.recordUntil(
                ResumeCommand.reopen(saved, folder, moved), saved, Row.of(restored.rows()));
    String file =
        moved == null ? saved.problem().from(location).orElse(saved.problem().place()) : moved;
    new Fitting(output, folder).write(record, file);
    output.say("the report of " + location + " is written");
    return ExitCode.DONE;
  }
}
