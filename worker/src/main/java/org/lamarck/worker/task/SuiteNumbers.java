package org.lamarck.worker.task;

import java.util.Locale;

/** Numbers as the SBML test suite writes them: {@code NaN}, {@code INF}, {@code -INF}. */
public final class SuiteNumbers {
  private SuiteNumbers() {}

  /** The text that reads back to the same number. */
  public static String print(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "INF" : "-INF";
    }
    return Double.toString(value);
  }

  /**
   * The number of a text.
   *
   * @throws NumberFormatException when it is none
   */
  public static double parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text.strip());
    };
  }
}
