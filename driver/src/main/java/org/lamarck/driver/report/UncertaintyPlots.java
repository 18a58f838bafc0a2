package org.lamarck.driver.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Uncertainty.Direction;
import org.lamarck.driver.record.Uncertainty.Estimate;
import org.lamarck.driver.report.page.Axis;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Svg;

/** The spectrum of the information, and the correlations of estimates. */
final class UncertaintyPlots {
  private static final double LEFT = 58;
  private static final double RIGHT = 390;
  private static final double TOP = 12;
  private static final double BOTTOM = 150;
  private static final double HEIGHT = 192;

  /** Smaller eigenvalues beside the largest one are rounding, and lie on the edge of the plot. */
  private static final double LEAST = 1e-13;

  /** Room for the names of rows. */
  private static final double NAMES = 130;

  private static final double HIGHEST_ROW = 18;

  private UncertaintyPlots() {}

  /** Eigenvalues, the stiffest first, on a logarithmic axis; what bounds alone would give. */
  static String spectrum(Uncertainty uncertainty) {
    List<Direction> directions = uncertainty.spectrum();
    int n = directions.size();
    double largest = Math.max(directions.get(n - 1).eigenvalue(), 10 * Uncertainty.BOUNDS_ALONE);
    double smallest =
        Math.max(
            LEAST * largest, Math.min(directions.get(0).eigenvalue(), Uncertainty.BOUNDS_ALONE));
    Axis upwards = Axis.logarithmic(smallest, largest, BOTTOM - 4, TOP + 4);
    Axis across = Axis.linear(0.5, n + 0.5, LEFT, RIGHT);
    Svg svg =
        new Svg(
            HEIGHT,
            "Spectrum of the information",
            n + " eigenvalues, each parameter in units of its range");
    svg.beside(upwards, LEFT, RIGHT);
    double alone = upwards.at(Uncertainty.BOUNDS_ALONE);
    svg.line(LEFT, alone, RIGHT, alone, "axis");
    svg.label(RIGHT, alone - 4, "end", "tick", "bounds alone");
    for (int e = 0; e < n; e++) {
      Direction direction = directions.get(n - 1 - e);
      boolean isFlat = direction.eigenvalue() <= Uncertainty.BOUNDS_ALONE;
      svg.circle(
          across.at(e + 1),
          upwards.at(direction.eigenvalue()),
          3.5,
          isFlat ? "dot c1" : "dot c0",
          Numbers.number(direction.eigenvalue(), 3) + ": " + words(uncertainty, direction));
    }
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
    svg.tick(across.at(1), BOTTOM, "1");
    if (n > 1) {
      svg.tick(across.at(n), BOTTOM, Integer.toString(n));
    }
    svg.label(
        (LEFT + RIGHT) / 2, BOTTOM + 36, "middle", "name", "directions, from stiff to sloppy");
    return svg.toString();
  }

  /** A direction by the components that are worth a name. */
  static String words(Uncertainty uncertainty, Direction direction) {
    return uncertainty.named(direction).entrySet().stream()
        .map(UncertaintyPlots::words)
        .collect(Collectors.joining(", "));
  }

  private static String words(Map.Entry<String, Double> component) {
    return Numbers.number(component.getValue(), 2) + " " + component.getKey();
  }

  /** A square for each pair, its area the correlation's size: blue together, orange against. */
  static String correlations(Uncertainty uncertainty) {
    List<Estimate> estimates = uncertainty.estimates();
    int n = estimates.size();
    double row = Math.min(HIGHEST_ROW, (RIGHT - NAMES) / n);
    Svg svg =
        new Svg(
            n * row + 2 * TOP,
            "Correlations of the estimates",
            "squares are as large as correlations, of the first colour where they are positive");
    for (int i = 0; i < n; i++) {
      double y = TOP + i * row;
      svg.name(0, y + row / 2 + 4, NAMES - 8, "tick", estimates.get(i).id(), "");
      for (int j = 0; j <= i; j++) {
        double correlation = uncertainty.correlations().get(i * n + j);
        if (!Double.isNaN(correlation)) {
          double side = (row - 1) * Math.sqrt(Math.abs(correlation));
          svg.rectangle(
              NAMES + j * row + (row - side) / 2,
              y + (row - side) / 2,
              side,
              side,
              correlation > 0 ? "dot c0" : "dot c1",
              "%s and %s: %s"
                  .formatted(
                      estimates.get(j).id(),
                      estimates.get(i).id(),
                      Numbers.number(correlation, 3)));
        }
      }
    }
    return svg.toString();
  }
}
