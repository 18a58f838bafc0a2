package org.lamarck.driver.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.report.ResultFolder;
import org.lamarck.driver.run.Journal;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.Stop;

/**
 * The report of a run under way: written again every few seconds, as seldom as it takes to cost no
 * more than a fiftieth of the time, so that a browser shows how the search goes. When the run ends
 * its report takes the same place.
 */
final class LivePage {
  /** In seconds: sooner than this nobody looks again. */
  static final double INTERVAL = 5;

  private static final double SHARE = 0.02;

  private final Function<RunOutcome, String> report;
  private final Store folder;
  private final LongSupplier nanoClock;
  private final List<Row> rows;
  private double renewedAt = Double.NEGATIVE_INFINITY;
  private double cost; // of writing it once, in seconds

  /**
   * A page.
   *
   * @param report of what came of the run so far
   * @param earlier rows of the run, from before this process
   */
  LivePage(Function<RunOutcome, String> report, Store folder, List<Row> earlier) {
    this(report, folder, earlier, System::nanoTime);
  }

  LivePage(
      Function<RunOutcome, String> report,
      Store folder,
      List<Row> earlier,
      LongSupplier nanoClock) {
    this.report = report;
    this.folder = folder;
    this.nanoClock = nanoClock;
    rows = new ArrayList<>(earlier);
  }

  /** A journal that keeps what another keeps, and then renews the page. */
  Journal beside(Journal other) {
    return new Journal() {
      @Override
      public void committed(RunState state, List<Row> more, boolean last) {
        other.committed(state, more, last);
        rows.addAll(more);
        if (!last) {
          renew(state);
        }
      }

      @Override
      public void advanced(RunState state) {
        other.advanced(state);
        renew(state);
      }
    };
  }

  private void renew(RunState state) {
    if (renewedAt == Double.NEGATIVE_INFINITY) {
      renewedAt = state.seconds(); // a run that is over at once has no page but its last
    }
    if (state.seconds() - renewedAt < Math.max(INTERVAL, cost / SHARE) || state.found().isEmpty()) {
      return;
    }
    long start = nanoClock.getAsLong();
    try {
      String page = report.apply(Run.until(Stop.RUNNING, state, rows));
      folder.write(ResultFolder.REPORT, page);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written: " + e.getMessage(), e);
    }
    renewedAt = state.seconds();
    cost = (nanoClock.getAsLong() - start) * 1e-9;
  }
}
