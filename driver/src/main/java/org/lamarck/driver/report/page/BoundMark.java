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
    draw(new Way(svg, true, x), -1, low, high, tip);
  }

  /** The same across at y. */
  public static void across(Svg svg, double y, double low, double high, String tip) {
    draw(new Way(svg, false, y), 1, low, high, tip);
  }

  /** A straight way in the plot, upright at x or across at y. */
  private record Way(Svg svg, boolean isUpright, double at) {
    /** From one place on it to another, each so far beside it. */
    void line(double from, double besideFrom, double to, double besideTo) {
      if (isUpright) {
        svg.line(at + besideFrom, from, at + besideTo, to, "bound");
      } else {
        svg.line(from, at + besideFrom, to, at + besideTo, "bound");
      }
    }

    void circle(double place, String tip) {
      svg.circle(isUpright ? at : place, isUpright ? place : at, HEAD, "unseen", tip);
    }
  }

  /**
   * Draws along a way.
   *
   * @param up its direction to greater values, 1 or −1
   */
  private static void draw(Way way, int up, double low, double high, String tip) {
    boolean hasLow = Double.isFinite(low);
    boolean hasHigh = Double.isFinite(high);
    double from = hasLow ? low : high - up * ARROW;
    double to = hasHigh ? high : low + up * ARROW;
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      return;
    }
    way.line(from, 0, to, 0);
    end(way, from, hasLow ? from : from + up * HEAD);
    end(way, to, hasHigh ? to : to - up * HEAD);
    way.circle(0.5 * (from + to), tip);
  }

  /** A crossbar, or the head of an arrow where its strokes begin further back. */
  private static void end(Way way, double tip, double back) {
    way.line(back, -HEAD, tip, 0);
    way.line(back, HEAD, tip, 0);
  }
}
