package org.lamarck.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lamarck.driver.config.Durations;
import org.lamarck.driver.problem.Reasons;
import org.lamarck.driver.simulate.Batch;

/** What a batch tells: its progress, and which models failed, on standard error and in a table. */
final class BatchReport implements Batch.Listener {
  private static final String TABLE = "failures.tsv";
  private static final String LOG = "failures.log";
  private static final double INTERVAL_SECONDS = 5;

  private final Path folder;
  private final int models;
  private final Output output;
  private final StringBuilder log = new StringBuilder();
  private final long begin = System.nanoTime();
  private double next = INTERVAL_SECONDS;
  private int done;
  private int failed;

  BatchReport(Path folder, int models, Output output) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.models = models;
    this.output = output;
  }

  @Override
  public synchronized void broken(String model, Throwable error) {
    log.append(model).append('\n').append(Reasons.stackTrace(error)).append('\n');
  }

  @Override
  public synchronized void done(List<Batch.Failure> failures) {
    done++;
    failed += failures.isEmpty() ? 0 : 1;
    failures.forEach(failure -> output.err().println(line(failure)));
    double seconds = (System.nanoTime() - begin) * 1e-9;
    if (seconds > next && done < models) {
      next = seconds + INTERVAL_SECONDS;
      say();
    }
    output.err().flush();
  }

  private void say() {
    output.say(
        "%s  %d of %d models, %d failed"
            .formatted(Durations.text((System.nanoTime() - begin) * 1e-9), done, models, failed));
  }

  private static String line(Batch.Failure failure) {
    return failure.model() + ": " + stage(failure) + ": " + failure.reason();
  }

  private static String stage(Batch.Failure failure) {
    return failure.stage().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the table, and a log when the program erred.
   *
   * @return whether all models were run
   */
  synchronized boolean end(List<Batch.Failure> failures) throws IOException {
    if (models > 1) {
      say();
    }
    Files.writeString(folder.resolve(TABLE), table(failures));
    if (log.length() > 0) {
      Files.writeString(folder.resolve(LOG), log);
      output.err().println("please report the internal errors with " + folder.resolve(LOG));
      output.err().flush();
    }
    return failures.isEmpty();
  }

  private static String table(List<Batch.Failure> failures) {
    StringBuilder table = new StringBuilder("model\tstage\treason\n");
    for (Batch.Failure failure : failures) {
      table.append(failure.model()).append('\t').append(stage(failure)).append('\t');
      table.append(failure.reason().replaceAll("\\s+", " ").strip()).append('\n');
    }
    return table.toString();
  }
}
