package org.lamarck.driver.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and text as people read them, safe inside HTML and XML. */
public final class Numbers {
  private Numbers() {}

  /** Five significant digits, without noise after them. */
  public static String number(double value) {
    return number(value, 5);
  }

  /** With so many significant digits; plain between 10⁻⁴ and 10⁶, else with a power of ten. */
  public static String number(double value, int digits) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    String text =
        exponent >= -4 && exponent < 6
            ? rounded.toPlainString()
            : rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    return text.replace('-', '−');
  }

  /** A whole number in groups of three. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
  }

  /** {@code 1 basin}, {@code 3 basins}. */
  public static String count(long value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  /** A length of time, such as {@code 42.1 s} or {@code 3 min 20 s}. */
  public static String duration(double seconds) {
    if (seconds < 100) {
      return number(seconds, 3) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 7200
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** The first characters of a text that has no room for all. */
  public static String shortened(String text, int length) {
    int points = text.codePointCount(0, text.length());
    return points <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
  }

  /** Text for content and attributes of HTML and XML; what XML cannot hold becomes U+FFFD. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(c) ? c : 0xFFFD);
              }
            });
    return safe.toString();
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0xD800)
        || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
  }
}
