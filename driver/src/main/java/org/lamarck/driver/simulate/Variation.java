package org.lamarck.driver.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lamarck.driver.config.ConfigException;

/**
 * In which ways a model is run with other values than its own.
 *
 * @param ids whose values are given: those that are set, then those that are scanned
 * @param scanned how many of them are scanned
 * @param points the values of each run, in the order of the ids; one run when nothing is scanned
 */
public record Variation(List<String> ids, int scanned, List<double[]> points) {
  private static final int MOST_RUNS = 1_000_000;

  /** The model as it is. */
  static final Variation NONE = new Variation(List.of(), 0, List.of(new double[0]));

  /** Reads what was asked; of several scans the last changes fastest. */
  static Variation of(Map<String, Double> values, Map<String, String> scans)
      throws ConfigException {
    List<String> ids = new ArrayList<>(values.keySet());
    List<double[]> points = new ArrayList<>();
    points.add(values.values().stream().mapToDouble(Double::doubleValue).toArray());
    for (Map.Entry<String, String> scan : scans.entrySet()) {
      String id = scan.getKey();
      if (ids.contains(id)) {
        throw new ConfigException(
            "--scan: error: %s is set by --set, too; leave out one".formatted(id));
      }
      double[] grid = grid(id, scan.getValue());
      ids.add(id);
      if ((long) points.size() * grid.length > MOST_RUNS) {
        throw new ConfigException(
            "--scan: error: these are more than %d runs; ask for fewer points"
                .formatted(MOST_RUNS));
      }
      List<double[]> all = new ArrayList<>();
      for (double[] point : points) {
        for (double value : grid) {
          double[] more = Arrays.copyOf(point, point.length + 1);
          more[point.length] = value;
          all.add(more);
        }
      }
      points = all;
    }
    return new Variation(List.copyOf(ids), scans.size(), List.copyOf(points));
  }

  private static double[] grid(String id, String text) throws ConfigException {
    String[] parts = text.split(":", -1);
    boolean logarithmic = parts.length == 4 && parts[3].equals("log");
    try {
      if (parts.length == 3 || logarithmic) {
        double low = Double.parseDouble(parts[0]);
        double high = Double.parseDouble(parts[1]);
        int count = Integer.parseInt(parts[2]);
        boolean sound = Double.isFinite(high - low) && count >= 2 && count <= MOST_RUNS;
        if (sound && !(logarithmic && Math.min(low, high) <= 0)) {
          double[] grid = new double[count];
          for (int i = 0; i < count; i++) {
            double share = (double) i / (count - 1);
            grid[i] = logarithmic ? between(low, high, share) : low + (high - low) * share;
          }
          grid[count - 1] = high; // to the last digit
          return grid;
        }
      }
    } catch (NumberFormatException e) {
      // the message below says what is expected
    }
    throw new ConfigException(
        ("--scan: error: \"%s=%s\" is no range; write ID=LO:HI:N with N of 2 or more, or"
                + " ID=LO:HI:N:log with positive ends")
            .formatted(id, text));
  }

  /** Part of the way by ratios, also where that of the ends is too large for a number. */
  private static double between(double low, double high, double share) {
    double ratio = high / low;
    return Double.isFinite(ratio) && ratio > 0
        ? low * Math.pow(ratio, share)
        : Math.pow(low, 1 - share) * Math.pow(high, share);
  }

  /** The ids that are scanned. */
  List<String> scannedIds() {
    return ids.subList(ids.size() - scanned, ids.size());
  }

  /** A point's values of them. */
  double[] scannedValues(double[] point) {
    return Arrays.copyOfRange(point, point.length - scanned, point.length);
  }
}
