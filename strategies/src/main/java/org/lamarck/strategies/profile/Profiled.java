package org.lamarck.strategies.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Report;
import org.lamarck.strategies.linalg.Vector;

/**
 * What profiles say so far.
 *
 * @param optimum the best point; absent as long as it is not known
 * @param value the objective there
 * @param threshold of its rise at which profiles end
 * @param curves in the order in which they were asked for
 * @param slices of the same coordinates, when asked for
 * @param contours of pairs, in the order in which they were asked for
 * @param restarts how often a point below the optimum was found on the way
 */
public record Profiled(
    @Nullable Vector optimum,
    double value,
    double threshold,
    List<Curve> curves,
    List<Slice> slices,
    List<Contour> contours,
    int restarts)
    implements Report {
  public Profiled {
    curves = List.copyOf(curves);
    slices = List.copyOf(slices);
    contours = List.copyOf(contours);
  }

  /** Of curves alone. */
  public Profiled(
      @Nullable Vector optimum, double value, double threshold, List<Curve> curves, int restarts) {
    this(optimum, value, threshold, curves, List.of(), List.of(), restarts);
  }
}
