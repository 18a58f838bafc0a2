package org.lamarck.driver.fit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.FitEnd;
import org.lamarck.driver.report.ResultFolder;
import org.lamarck.driver.report.SeedReport;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.worker.problem.InputException;

/**
 * The same fit from several seeds, each in a folder of its own, and one table of all: how often the
 * best value is found says how much it can be trusted.
 */
public final class SeedFits {
  private static final int MOST = 10_000;

  /** Within what the runs of the same optimum differ, in units of the objective. */
  private static final double SAME = 0.1;

  private static final String HEADER = "seed\tobjective\tevaluations\tgradients\tseconds\tremark\n";

  private final Consumer<String> remarks;
  private final RunFolder folder;
  private final Map<Long, FitEnd> ends = new LinkedHashMap<>();
  private final Map<Long, RunRecord> records = new LinkedHashMap<>();

  /**
   * Fits to be made.
   *
   * @param remarks is told how it goes, a line each
   * @param folder of all
   */
  public SeedFits(Consumer<String> remarks, RunFolder folder) {
    this.remarks = remarks;
    this.folder = folder;
  }

  /** Reads {@code 1..10} or {@code 3,5,8}. */
  public static List<Long> seeds(String text) throws ConfigException {
    List<Long> seeds = new ArrayList<>();
    try {
      for (String part : text.split(",", -1)) {
        String[] ends = part.strip().split("\\.\\.", -1);
        long first = Long.parseLong(ends[0]);
        long last = ends.length == 1 ? first : Long.parseLong(ends[1]);
        long more = last - first; // below 0 also when that is no number
        if (ends.length > 2 || last < first || more < 0 || more >= MOST) {
          throw new NumberFormatException(part);
        }
        for (long k = 0; k <= more; k++) {
          seeds.add(first + k);
        }
      }
    } catch (NumberFormatException e) {
      throw new ConfigException(
          "--seeds: error: \"%s\" are no seeds; write such as 1..10 or 3,5,8".formatted(text));
    }
    return seeds.stream().distinct().toList();
  }

  /**
   * Makes the fits that have not been made yet, one after the other.
   *
   * @return the folder of the one that was interrupted; empty when all were made
   */
  public Optional<String> run(
      String problem, FitSettings settings, List<Long> seeds, StopSwitch stop)
      throws IOException, InputException, ConfigException, CheckpointException {
    Store store = folder.store();
    for (long seed : seeds) {
      String place = folder.location() + "/seed-" + seed;
      FitJob job = new FitJob(remarks, place, problem, settings.withSeed(seed));
      FitEnd end = job.run(stop);
      ends.put(seed, end);
      job.record().ifPresent(record -> records.put(seed, record));
      store.write("seeds.tsv", table());
      if (!records.isEmpty()) {
        store.write(ResultFolder.REPORT, SeedReport.write(records, SAME));
      }
      remarks.accept("seed %d: %s in %.1f s".formatted(seed, end.end(), end.seconds()));
      if (stop.thrown()) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** A row for each seed, tab-separated. */
  public String table() {
    StringBuilder table = new StringBuilder(HEADER);
    ends.forEach(
        (seed, end) ->
            table.append(
                "%d\t%s\t%d\t%d\t%s\t%s\n"
                    .formatted(
                        seed,
                        Double.isNaN(end.end()) ? "" : Double.toString(end.end()),
                        end.evaluations(),
                        end.gradients(),
                        String.format(Locale.ROOT, "%.1f", end.seconds()),
                        end.trouble())));
    return table.toString();
  }

  /** How many came to the best value, in one line; empty when none has any. */
  public Optional<String> agreement() {
    OptionalDouble best =
        ends.values().stream().mapToDouble(FitEnd::end).filter(end -> !Double.isNaN(end)).min();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    double least = best.getAsDouble();
    long same = ends.values().stream().filter(end -> end.end() - least <= SAME).count();
    return Optional.of(
        "%d of %d seeds came within %s of the best value, %s; results are in %s"
            .formatted(same, ends.size(), SAME, least, folder.location()));
  }
}
