package org.lamarck.driver.fit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.Durations;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.problem.Reasons;
import org.lamarck.driver.report.FitEnd;
import org.lamarck.driver.report.FitTable;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/** The fits of many problems, some at a time, and the table that grows with them. */
public final class FitAll {
  private final Consumer<String> remarks;
  private final Store folder;
  private final Map<String, Path> problems;
  private final StopSwitch stop;
  private final Map<String, FitTable.Pair> ends = new TreeMap<>();
  private final StringBuilder log = new StringBuilder();
  private int done;

  /**
   * Fits to be made.
   *
   * @param remarks is told how it goes, a line each
   * @param out their folder, as the user wrote it
   * @param problems their YAML files, by name
   * @param stop ends those that run and begins no others
   */
  public FitAll(Consumer<String> remarks, String out, Map<String, Path> problems, StopSwitch stop)
      throws IOException {
    this.remarks = remarks;
    this.problems = problems;
    this.stop = stop;
    folder = Stores.at(out);
    problems.keySet().forEach(name -> ends.put(name, new FitTable.Pair(null, null)));
  }

  /** Makes all fits that have not been made yet; whether all have a value now. */
  public boolean run(FitSettings nominal, FitSettings random, int lanes) throws IOException {
    remarks.accept(
        "%d problems, two fits of each, %d at a time; results go to %s"
            .formatted(problems.size(), lanes, folder.location()));
    ExecutorService executor = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<?>> futures = new ArrayList<>();
      problems.forEach(
          (name, yaml) -> {
            futures.add(executor.submit(() -> make(name, yaml, nominal)));
            futures.add(executor.submit(() -> make(name, yaml, random)));
          });
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted between fits");
    } catch (ExecutionException e) {
      throw new IOException("the table of fits cannot be written: " + e.getMessage(), e);
    } finally {
      executor.shutdownNow();
    }
    return allHaveValues();
  }

  @SuppressWarnings("checkstyle:IllegalCatch") // the others must go on, whatever happened here
  private @Nullable Void make(String name, Path yaml, FitSettings settings) throws IOException {
    String place = "%s/%s/%s".formatted(folder.location(), name, settings.start());
    FitEnd end;
    try {
      FitJob job = new FitJob(remarks, place, yaml.toString(), settings);
      if (stop.thrown() && !job.isDone()) {
        return null;
      }
      end = job.run(stop);
    } catch (InputException e) {
      end = FitEnd.failed(refusal(e));
    } catch (IOException e) {
      end = FitEnd.failed(Reasons.file(e));
    } catch (ConfigException e) {
      end = FitEnd.failed(String.join("; ", e.lines()));
    } catch (CheckpointException e) {
      end = FitEnd.failed(String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      end = FitEnd.failed(Reasons.internal(e));
      keep(place, e);
    }
    ended(name, settings.start(), end);
    return null;
  }

  private static String refusal(InputException input) {
    List<Finding> errors =
        input.findings().stream()
            .filter(finding -> finding.severity() == Finding.Severity.ERROR)
            .toList();
    String more = errors.size() > 1 ? " (and %d more)".formatted(errors.size() - 1) : "";
    return errors.get(0).what() + more;
  }

  private synchronized void keep(String place, Throwable error) throws IOException {
    log.append(place).append('\n').append(Reasons.stackTrace(error)).append('\n');
    folder.write("fits.log", log.toString());
  }

  private synchronized void ended(String name, String start, FitEnd end) throws IOException {
    boolean nominal = start.equals(FitSettings.NOMINAL);
    ends.computeIfPresent(
        name,
        (problem, old) ->
            nominal ? new FitTable.Pair(end, old.random()) : new FitTable.Pair(old.nominal(), end));
    folder.write("fits.tsv", FitTable.tsv(ends));
    folder.write("fits.md", FitTable.markdown(ends));
    done++;
    remarks.accept(
        String.format(
            Locale.ROOT,
            "%d/%d  %s from %s: %s in %s%s",
            done,
            2 * problems.size(),
            name,
            start,
            Double.isNaN(end.end()) ? "no value" : Double.toString(end.end()),
            Durations.text(end.seconds()),
            end.trouble().isEmpty() ? "" : "; " + end.trouble()));
  }

  private synchronized boolean allHaveValues() {
    return ends.values().stream()
        .allMatch(
            pair ->
                pair.nominal() != null
                    && pair.random() != null
                    && Double.isFinite(pair.nominal().end())
                    && Double.isFinite(pair.random().end()));
  }
}
