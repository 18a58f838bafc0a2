package org.lamarck.driver.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.report.FitEnd;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.worker.problem.InputException;

/**
 * The same fit from several seeds, each in a folder of its own, and one table of all: how often the
 * best value is found says how much it can be trusted.
 */
final class SeedFits {
  private static final int MOST = 10_000;

  /** Within what the runs of the same optimum differ, in units of the objective. */
  private static final double SAME = 0.1;

  private final Output output;
  private final RunFolder folder;
  private final StringBuilder table =
      new StringBuilder("seed\tobjective\tevaluations\tgradients\tseconds\tremark\n");

  SeedFits(Output output, RunFolder folder) {
    this.output = output;
    this.folder = folder;
  }

  /** Reads {@code 1..10} or {@code 3,5,8}. */
  static List<Long> seeds(String text) throws ConfigException {
    List<Long> seeds = new ArrayList<>();
    try {
      for (String part : text.split(",", -1)) {
        String[] ends = part.strip().split("\\.\\.", -1);
        long first = Long.parseLong(ends[0]);
        long last = ends.length == 1 ? first : Long.parseLong(ends[1]);
        if (ends.length > 2 || last < first || last - first >= MOST) {
          throw new NumberFormatException(part);
        }
        for (long seed = first; seed <= last; seed++) {
          seeds.add(seed);
        }
      }
    } catch (NumberFormatException e) {
      throw new ConfigException(
          "--seeds: error: \"%s\" are no seeds; write such as 1..10 or 3,5,8".formatted(text));
    }
    return seeds.stream().distinct().toList();
  }

  /** Makes all fits that have not been made yet and returns the exit code. */
  int run(String problem, FitSettings settings, List<Long> seeds)
      throws IOException, InputException, ConfigException, CheckpointException {
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    Store store = folder.store();
    List<Double> ends = new ArrayList<>();
    for (long seed : seeds) {
      String place = folder.location() + "/seed-" + seed;
      FitEnd end = new FitJob(output, place, problem, settings.withSeed(seed)).run(stop);
      ends.add(end.end());
      table.append(
          "%d\t%s\t%d\t%d\t%s\t%s\n"
              .formatted(
                  seed,
                  Double.isNaN(end.end()) ? "" : Double.toString(end.end()),
                  end.evaluations(),
                  end.gradients(),
                  String.format(Locale.ROOT, "%.1f", end.seconds()),
                  end.trouble()));
      store.write("seeds.tsv", table.toString().getBytes(StandardCharsets.UTF_8));
      output.say("seed %d: %s in %.1f s".formatted(seed, end.end(), end.seconds()));
      if (stop.thrown()) {
        output.err().println("interrupted; go on with: lamarck resume " + place);
        return ExitCode.INTERRUPTED;
      }
    }
    return conclude(ends);
  }

  private int conclude(List<Double> ends) {
    double best =
        ends.stream().filter(end -> !end.isNaN()).mapToDouble(x -> x).min().orElse(Double.NaN);
    long same = ends.stream().filter(end -> end - best <= SAME).count();
    output.out().print(table);
    output.out().flush();
    if (Double.isNaN(best)) {
      return ExitCode.NO_RESULT;
    }
    output.say(
        "%d of %d seeds came within %s of the best value, %s; results are in %s"
            .formatted(same, ends.size(), SAME, best, folder.location()));
    return ExitCode.DONE;
  }
}
