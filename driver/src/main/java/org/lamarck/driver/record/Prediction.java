package org.lamarck.driver.record;

import java.util.List;
import org.lamarck.strategies.linalg.Vector;

/**
 * What an ensemble of parameter values says of a model: bands of quantities along time, and how the
 * measurements lie among what it would have measured.
 *
 * @param from what the ensemble is of: {@code draws}, {@code basins} or {@code profiles}
 * @param level of the bands: the part of the ensemble between low and high; for an ensemble that is
 *     no sample, that of the rise of the objective up to which points belong to it
 * @param members that could be simulated
 * @param failed members that could not
 */
public record Prediction(
    String from, double level, int members, int failed, List<Band> bands, List<Check> checks) {
  public Prediction {
    bands = List.copyOf(bands);
    checks = List.copyOf(checks);
  }

  /**
   * One quantity in one experiment.
   *
   * @param quantity an observable, a quantity of the model, or a formula
   * @param experiment the experiment's id, with what was set in it
   * @param times ascending
   * @param low end of the band at each time: a quantile of draws, the least of other ensembles
   * @param median at each time
   * @param high end of the band at each time
   * @param mean at each time
   * @param deviation the standard deviation at each time
   */
  public record Band(
      String quantity,
      String experiment,
      Vector times,
      Vector low,
      Vector median,
      Vector high,
      Vector mean,
      Vector deviation) {}

  /**
   * One measurement beside what the ensemble would have measured, noise and all.
   *
   * @param time +∞ for a steady state
   * @param place the part of what would have been measured that is below, from 0 to 1; uniform over
   *     measurements where the model and its noise are right
   */
  public record Check(
      String observable,
      String experiment,
      double time,
      double measured,
      double low,
      double median,
      double high,
      double place) {
    /** Whether it lies between the ends. */
    public boolean isInside() {
      return measured >= low && measured <= high;
    }
  }

  /** The part of the measurements that lie within their bands; NaN when there are none. */
  public double coverage() {
    return checks.stream()
        .mapToDouble(check -> check.isInside() ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
