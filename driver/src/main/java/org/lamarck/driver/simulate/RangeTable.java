package org.lamarck.driver.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lamarck.worker.task.StochasticCase.Judgement;

/** Which cases of the stochastic test suite are within their ranges. */
public final class RangeTable {
  private static final String HEADER =
      "case\tpoints\tworst_mean\tworst_sd\toutside\toutside_again\n";

  private final Map<String, Row> rows = new TreeMap<>();

  private record Row(Judgement judgement, List<String> again) {}

  /**
   * A case was judged.
   *
   * @param again what was out of its range in a second sample too
   */
  synchronized void add(String id, Judgement judgement, List<String> again) {
    rows.put(id, new Row(judgement, again));
  }

  /** Writes the table. */
  public synchronized void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    rows.forEach(
        (id, row) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%s\t%d\t%.2f\t%.2f\t%s\t%s%n",
                    id,
                    row.judgement.points(),
                    row.judgement.worstMean(),
                    row.judgement.worstSd(),
                    String.join(" ", row.judgement.outside()),
                    String.join(" ", row.again))));
    Files.writeString(file, text);
  }

  /** How many are within at once, and how many when what is outside is looked at twice. */
  public synchronized String summary() {
    long within = rows.values().stream().filter(row -> row.judgement.isWithin()).count();
    long confirmed = rows.values().stream().filter(row -> row.again.isEmpty()).count();
    return ("%d of %d cases have every point within its range; %d when a point outside counts that"
            + " is so with the next seed too")
        .formatted(within, rows.size(), confirmed);
  }
}
