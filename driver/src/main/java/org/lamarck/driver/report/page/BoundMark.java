package org.lamarck.driver.report.page;

/** A value of which bounds are known: a bar between them, or an arrow from the only one. */
public final class BoundMark {
  private static final double ARROW = 16;
  private static final double HEAD = 4;

  private BoundMark() {}

  /**
   * Draws upright at x.
   *
   * @param low where the lower bound is; infinite for none
   * @param high where the upper bound is, above in the plot; infinite for none
   */
  public static void upright(Svg svg, double x, double low, double high, String tip) {
    boolean hasLow = Double.isFinite(low);
    double from = hasLow ? low : high + ARROW;
    double to = Double.isFinite(high) ? high : low - ARROW;
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      return;
    }
    svg.line(x, from, x, to, "bound");
    end(svg, x, from, hasLow, 1);
    end(svg, x, to, Double.isFinite(high), -1);
    svg.circle(x, 0.5 * (from + to), HEAD, "unseen", tip);
  }

  private static void end(Svg svg, double x, double y, boolean isBound, int down) {
    double back = isBound ? y : y - down * HEAD;
    svg.line(x - HEAD, back, x, y, "bound").line(x + HEAD, back, x, y, "bound");
  }

  /** The same across at y. */
  public static void across(Svg svg, double y, double low, double high, String tip) {
    boolean hasLow = Double.isFinite(low);
    double from = hasLow ? low : high - ARROW;
    double to = Double.isFinite(high) ? high : low + ARROW;
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      return;
    }
    svg.line(from, y, to, y, "bound");
    double behind = hasLow ? from : from + HEAD;
    double before = Double.isFinite(high) ? to : to - HEAD;
    svg.line(behind, y - HEAD, from, y, "bound").line(behind, y + HEAD, from, y, "bound");
    svg.line(before, y - HEAD, to, y, "bound").line(before, y + HEAD, to, y, "bound");
    svg.circle(0.5 * (from + to), y, HEAD, "unseen", tip);
  }
}
