package org.lamarck.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.Durations;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.simulate.Batch;
import picocli.CommandLine.Option;

/** How many models are run at once, and where their tables go. */
final class BatchOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Write DIR/NAME.csv for each model; those that cannot be run are listed in"
            + " DIR/failures.tsv."
      })
  private @Nullable Path out;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "With --out: how many models at one time; one for each core when left out.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--time-limit",
      paramLabel = "D",
      defaultValue = "2m",
      description = "With --out: stop a model after this time; ${DEFAULT-VALUE} when left out.")
  private String timeLimit = "2m";

  /** The folder for tables; standard output takes the only one when it is null. */
  @Nullable Path out() {
    return out;
  }

  /**
   * Runs all, lists what failed and returns the exit code.
   *
   * @param folder exists after this
   */
  int run(List<? extends Batch.Job> models, Path folder, Output output)
      throws ConfigException, IOException {
    requireJobs(jobs);
    Duration limit = limit();
    BatchReport report = new BatchReport(folder, models.size(), output);
    return report.end(new Batch(jobs, limit, report).run(models))
        ? ExitCode.DONE
        : ExitCode.NO_RESULT;
  }

  /** Complains about a number of jobs that no machine has cores for. */
  static void requireJobs(int jobs) throws ConfigException {
    if (jobs < 1 || jobs > SettingsReader.MOST_THREADS) {
      throw new ConfigException(
          "--jobs: error: jobs (%d) must be from 1 to %d; change it"
              .formatted(jobs, SettingsReader.MOST_THREADS));
    }
  }

  private Duration limit() throws ConfigException {
    Optional<Duration> limit = Durations.of(timeLimit).filter(Durations::isUsable);
    if (limit.isEmpty()) {
      throw new ConfigException(
          "--time-limit: error: %s is no usable duration; %s"
              .formatted(timeLimit, Durations.EXAMPLES));
    }
    return limit.get();
  }
}
