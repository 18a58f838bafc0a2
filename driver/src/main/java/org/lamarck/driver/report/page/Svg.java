package org.lamarck.driver.report.page;

import java.util.Locale;

/** One plot as SVG with a title and a description for those who cannot see it. */
public final class Svg {
  /** About a column of the report, so that its text is drawn at nearly its size everywhere. */
  public static final double WIDTH = 400;

  /** The width of a letter of a name, in the widest of the usual fonts. */
  private static final double LETTER = 7.6;

  /** By how much letters can be pressed together and still be read. */
  private static final double MOST_PRESSED = 1.4;

  private final StringBuilder text = new StringBuilder();

  public Svg(double height, String title, String description) {
    text.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lamarck-plot\" role=\"img\" viewBox=\"0"
            + " 0 ");
    text.append(pixel(WIDTH)).append(' ').append(pixel(height)).append("\" aria-label=\"");
    text.append(Numbers.escape(title)).append("\"><desc>").append(Numbers.escape(description));
    text.append("</desc>\n");
  }

  /** At most one digit after the point: finer than any screen. */
  public static String pixel(double value) {
    String digits = String.format(Locale.ROOT, "%.1f", value);
    return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
  }

  public Svg line(double x1, double y1, double x2, double y2, String style) {
    text.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(style, pixel(x1), pixel(y1), pixel(x2), pixel(y2)));
    return this;
  }

  public Svg rectangle(double x, double y, double width, double height, String style, String tip) {
    text.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\">%s</rect>\n"
            .formatted(style, pixel(x), pixel(y), pixel(width), pixel(height), title(tip)));
    return this;
  }

  public Svg circle(double x, double y, double radius, String style, String tip) {
    text.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\">%s</circle>\n"
            .formatted(style, pixel(x), pixel(y), pixel(radius), title(tip)));
    return this;
  }

  /** A path in SVG's own letters. */
  public Svg path(String d, String style) {
    text.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, d));
    return this;
  }

  /** Elements that were written elsewhere. */
  public Svg raw(String elements) {
    text.append(elements);
    return this;
  }

  /** Text whose anchor is {@code start}, {@code middle} or {@code end}. */
  public Svg label(double x, double y, String anchor, String style, String words) {
    return label(x, y, anchor, style, words, "");
  }

  /** Text that says more to those who point at it. */
  public Svg label(double x, double y, String anchor, String style, String words, String tip) {
    text.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s%s</text>\n"
            .formatted(style, pixel(x), pixel(y), anchor, title(tip), Numbers.escape(words)));
    return this;
  }

  /**
   * A name in the room it has: pressed together where it is longer, and cut where it is too long.
   */
  public Svg name(double x, double y, double room, String style, String words, String tip) {
    int most = (int) (room * MOST_PRESSED / LETTER);
    String shown = Numbers.shortened(words, most);
    double width = LETTER * shown.codePointCount(0, shown.length());
    String pressed =
        width <= room
            ? ""
            : " textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\"".formatted(pixel(room));
    text.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\"%s>%s%s</text>\n"
            .formatted(style, pixel(x), pixel(y), pressed, title(tip), Numbers.escape(shown)));
    return this;
  }

  /** About how wide a name is. */
  public static double width(String words) {
    return LETTER * words.codePointCount(0, words.length());
  }

  /** One tick below an axis. */
  public Svg tick(double x, double y, String words) {
    return line(x, y, x, y + 4, "axis").label(x, y + 17, "middle", "tick", words);
  }

  /** Ticks below an axis at its round numbers, about so many, with these under them. */
  public Svg below(Axis across, double y, int wanted) {
    across.ticks(wanted).forEach(tick -> tick(across.at(tick), y, Numbers.number(tick, 4)));
    return this;
  }

  /** Lines from left to right at the round numbers of an axis upwards, with these beside them. */
  public Svg beside(Axis upwards, double left, double right) {
    for (double tick : upwards.ticks(4)) {
      double y = upwards.at(tick);
      line(left, y, right, y, "grid");
      label(left - 6, y + 4, "end", "tick", Numbers.number(tick, 4));
    }
    return this;
  }

  private static String title(String tip) {
    return tip.isEmpty() ? "" : "<title>" + Numbers.escape(tip) + "</title>";
  }

  @Override
  public String toString() {
    return text + "</svg>\n";
  }
}
