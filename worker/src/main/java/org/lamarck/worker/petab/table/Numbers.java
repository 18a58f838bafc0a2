package org.lamarck.worker.petab.table;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as PEtab tables write them; stricter than Java, which also reads {@code 1d}. */
public final class Numbers {
  private static final Pattern INFINITE = Pattern.compile("([+-]?)(?i:inf|infinity)");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");

  private Numbers() {}

  /** The number that the text is; nothing when it is none. NaN is none. */
  public static OptionalDouble parse(String text) {
    if (isFinite(text)) {
      return OptionalDouble.of(Double.parseDouble(text));
    }
    var infinite = INFINITE.matcher(text);
    if (infinite.matches()) {
      return OptionalDouble.of(
          infinite.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return OptionalDouble.empty();
  }

  /**
   * Whether the text is {@code [+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?}. Tables have tens of
   * thousands of numbers, for which an expression takes ten times as long.
   */
  private static boolean isFinite(String text) {
    int whole = signed(text, 0);
    int point = digits(text, whole);
    int fraction = point < text.length() && text.charAt(point) == '.' ? point + 1 : point;
    int end = digits(text, fraction);
    if (point == whole && end == fraction) {
      return false; // no digit
    }
    if (end == text.length() || (text.charAt(end) != 'e' && text.charAt(end) != 'E')) {
      return end == text.length();
    }
    int exponent = signed(text, end + 1);
    int last = digits(text, exponent);
    return last > exponent && last == text.length();
  }

  /** The position behind a sign, if there is one. */
  private static int signed(String text, int from) {
    boolean sign = from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-');
    return sign ? from + 1 : from;
  }

  /** The position behind digits, if there are some. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The number as text that reads back as the same: whole ones without a point, inf for ∞. */
  public static String print(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    String text = Double.toString(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The number in a cell; an error and nothing when it is blank or none. */
  public static OptionalDouble require(Cell cell, String meaning, Findings findings) {
    OptionalDouble number = parse(cell.text());
    if (number.isEmpty()) {
      if (cell.isBlank()) {
        findings.error(cell.place(), meaning + " is missing", "write a number");
      } else {
        findings.error(
            cell.place(),
            "%s \"%s\" is not a number".formatted(meaning, cell.text()),
            DECIMAL_COMMA.matcher(cell.text()).matches()
                ? "write the decimal point as ."
                : "write a number such as 0.5 or 1e-3");
      }
    }
    return number;
  }

  /** The same, of a cell whose number is finite. */
  public static OptionalDouble requireFinite(Cell cell, String meaning, Findings findings) {
    OptionalDouble number = require(cell, meaning, findings);
    if (number.isPresent() && Double.isInfinite(number.getAsDouble())) {
      findings.error(
          cell.place(),
          "%s \"%s\" is not finite".formatted(meaning, cell.text()),
          "write a number such as 0.5 or 1e-3");
      return OptionalDouble.empty();
    }
    return number;
  }
}
