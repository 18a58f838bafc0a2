package org.lamarck.worker.stochastic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.worker.stochastic.Ensemble;

/** Quantiles of runs at each time, and some of the runs: a fan for each species. */
final class Fans implements Ensemble.Paths {
  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};
  static final List<String> NAMES = List.of("q5", "q25", "q50", "q75", "q95");
  private static final int MOST_PATHS = 6;

  private final double[] times;
  private final List<String> species;
  private final double[][] values; // of a species and time, run by run
  private final int runs;

  Fans(double[] times, List<String> species, int runs) {
    this.times = times.clone();
    this.species = List.copyOf(species);
    this.runs = runs;
    values = new double[times.length * species.size()][runs];
  }

  @Override
  public void add(int run, double[] path) {
    for (int n = 0; n < path.length; n++) {
      values[n][run] = path[n];
    }
  }

  List<Exhibit> exhibits() {
    List<Exhibit> fans = new ArrayList<>();
    for (int j = 0; j < species.size(); j++) {
      fans.add(exhibit(j));
    }
    return fans;
  }

  private Exhibit exhibit(int j) {
    int paths = Math.min(MOST_PATHS, runs);
    List<String> columns = new ArrayList<>(List.of("time"));
    columns.addAll(NAMES);
    for (int run = 0; run < paths; run++) {
      columns.add("run" + run);
    }
    double[] table = new double[times.length * columns.size()];
    int at = 0;
    for (int k = 0; k < times.length; k++) {
      double[] here = values[k * species.size() + j];
      table[at++] = times[k];
      for (double quantile : quantiles(here)) {
        table[at++] = quantile;
      }
      System.arraycopy(here, 0, table, at, paths);
      at += paths;
    }
    return new Exhibit(
        "fan-" + species.get(j).replaceAll("[^A-Za-z0-9_-]", "_"),
        "%s in %d runs".formatted(species.get(j), runs),
        columns,
        Matrix.of(times.length, columns.size(), table),
        Exhibit.Look.FAN);
  }

  /** Those of {@link #NAMES}. */
  static double[] quantiles(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(QUANTILES).map(quantile -> at(sorted, quantile)).toArray();
  }

  /** Between the two nearest ones (Hyndman and Fan 1996, definition 7). */
  private static double at(double[] sorted, double quantile) {
    double place = quantile * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
