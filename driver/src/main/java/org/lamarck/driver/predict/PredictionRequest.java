package org.lamarck.driver.predict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.problem.Spelling;

/**
 * What is predicted.
 *
 * @param of observables, quantities of the model and formulas of both; none for every series that
 *     was measured
 * @param from what the ensemble is of; null for draws where there are any, else profiles, else
 *     basins
 * @param conditions the experiments; none for all
 * @param settings values or formulas of parameters with which the experiments begin otherwise
 * @param times {@code FROM:TO:STEPS}, or ascending numbers with commas; null for the measured range
 * @param level of the bands
 * @param members at most so many draws, evenly among all
 */
public record PredictionRequest(
    List<String> of,
    @Nullable String from,
    List<String> conditions,
    Map<String, String> settings,
    @Nullable String times,
    double level,
    int members) {
  /** What an ensemble may be of. */
  public static final List<String> ENSEMBLES = List.of("draws", "basins", "profiles");

  /** Steps along the measured range. */
  private static final int STEPS = 100;

  private static final int MOST_STEPS = 100_000;

  public PredictionRequest {
    of = List.copyOf(of);
    conditions = List.copyOf(conditions);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings)); // keeps its order
  }

  /**
   * Complains of what no problem could have.
   *
   * @throws ConfigException in one line each
   */
  public PredictionRequest checked() throws ConfigException {
    List<String> faults = new ArrayList<>();
    if (from != null && !ENSEMBLES.contains(from)) {
      faults.add(
          "--from: error: there is no ensemble \"%s\"; %s"
              .formatted(from, Spelling.remedy(from, ENSEMBLES)));
    }
    if (!(level > 0 && level < 1)) {
      faults.add(
          "--level: error: %s is no level; write a number between 0 and 1, such as 0.95"
              .formatted(level));
    }
    if (members < 1) {
      faults.add(
          "--members: error: %d is no number of draws; write one above 0".formatted(members));
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    times("", 0, 1);
    return this;
  }

  /** {@link #from}, when it was said. */
  Optional<String> ensemble() {
    return Optional.ofNullable(from);
  }

  /**
   * The times of an experiment; none where it has no range.
   *
   * @param begin of its simulation
   * @param last time at which something was measured
   */
  double[] times(String experiment, double begin, double last) throws ConfigException {
    if (times == null) {
      return last > begin ? even(begin, last, STEPS) : new double[0];
    }
    String[] range = times.split(":", -1);
    if (range.length == 3) {
      double from = number(range[0]);
      double to = number(range[1]);
      double steps = number(range[2]);
      if (!(from < to) || steps != Math.rint(steps) || steps < 1 || steps > MOST_STEPS) {
        throw new ConfigException(
            "--times: error: \"%s\" is no range; write FROM:TO:STEPS such as 0:100:50"
                .formatted(times));
      }
      return notBefore(experiment, begin, even(from, to, (int) steps));
    }
    String[] cells = times.split(",", -1);
    double[] all = new double[cells.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = number(cells[k]);
      if (k > 0 && all[k] <= all[k - 1]) {
        throw new ConfigException(
            "--times: error: %s comes after %s; sort the times, each once"
                .formatted(all[k], all[k - 1]));
      }
    }
    return notBefore(experiment, begin, all);
  }

  private static double[] even(double from, double to, int steps) {
    double[] all = new double[steps + 1];
    for (int k = 0; k <= steps; k++) {
      all[k] = k == steps ? to : from + (to - from) * k / steps;
    }
    return all;
  }

  private static double[] notBefore(String experiment, double begin, double[] all)
      throws ConfigException {
    if (!experiment.isEmpty() && all[0] < begin) {
      throw new ConfigException(
          "--times: error: %s is before %s, when %s begins; begin there"
              .formatted(all[0], begin, experiment));
    }
    return all;
  }

  private double number(String cell) throws ConfigException {
    try {
      double value = Double.parseDouble(cell.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new ConfigException(unreadable(cell));
    }
    throw new ConfigException(unreadable(cell));
  }

  private static String unreadable(String cell) {
    return "--times: error: \"%s\" is no time; write numbers such as 0,1,2.5 or a range 0:100:50"
        .formatted(cell);
  }
}
