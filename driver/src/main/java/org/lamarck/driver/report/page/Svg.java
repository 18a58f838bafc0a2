package org.lamarck.driver.report.page;

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
    if (!Double.isFinite(value)) {
      return Double.toString(value); // no picture, and to be seen
    }
    long tenths = Math.round(Math.abs(value) * 10);
    String digits = tenths % 10 == 0 ? "" : "." + tenths % 10;
    return (value < 0 && tenths > 0 ? "-" : "") + tenths / 10 + digits;
  }

  public Svg line(double x1, double y1, double x2, double y2, String style) {
    begin("line", style).at("x1", x1).at("y1", y1).at("x2", x2).at("y2", y2);
    text.append("/>\n");
    return this;
  }

  public Svg rectangle(double x, double y, double width, double height, String style, String tip) {
    begin("rect", style).at("x", x).at("y", y).at("width", width).at("height", height);
    text.append('>').append(title(tip)).append("</rect>\n");
    return this;
  }

  public Svg circle(double x, double y, double radius, String style, String tip) {
    begin("circle", style).at("cx", x).at("cy", y).at("r", radius);
    text.append('>').append(title(tip)).append("</circle>\n");
    return this;
  }

  private Svg begin(String element, String style) {
    text.append('<').append(element).append(" class=\"").append(style).append('"');
    return this;
  }

  private Svg at(String attribute, double value) {
    text.append(' ').append(attribute).append("=\"").append(pixel(value)).append('"');
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
