package org.lamarck.worker.problem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something wrong in an input file.
 *
 * @param file the file as the user named it
 * @param row 1-based line; 0 when it concerns the whole file
 * @param column 1-based column (of a table: the field's number); 0 when it concerns the whole row
 * @param severity whether it prevents use
 * @param what what is wrong, naming the value
 * @param remedy what to do
 */
public record Finding(
    String file, int row, int column, Severity severity, String what, String remedy) {
  /** Longer quotations of what stands in a file are cut. */
  private static final int LONGEST_QUOTATION = 120;

  /** Longer messages are cut, whatever they quote. */
  private static final int LONGEST = 1000;

  private static final Pattern LONG_QUOTATION =
      Pattern.compile("([\"'])([^\"']{" + (LONGEST_QUOTATION + 1) + ",})\\1");

  public Finding {
    what = cut(what);
    remedy = cut(remedy);
  }

  /** Whether a finding prevents use. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Finding error(String file, int row, int column, String what, String remedy) {
    return new Finding(file, row, column, Severity.ERROR, what, remedy);
  }

  public static Finding warning(String file, int row, int column, String what, String remedy) {
    return new Finding(file, row, column, Severity.WARNING, what, remedy);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_QUOTATION) {
      return text;
    }
    String shorter =
        LONG_QUOTATION
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1)
                            + begin(found.group(2), LONGEST_QUOTATION / 2)
                            + found.group(1)));
    int end = shorter.length() - LONGEST / 4;
    return shorter.length() <= LONGEST
        ? shorter
        : begin(shorter.substring(0, end), LONGEST / 2) + shorter.substring(end);
  }

  private static String begin(String text, int length) {
    return text.substring(0, length) + "… (%d characters)".formatted(text.length());
  }

  /**
   * {@code FILE:ROW:COLUMN: error|warning: what; remedy}, without row and column when it concerns
   * the whole file.
   */
  @Override
  public String toString() {
    String place = row == 0 ? file : "%s:%d:%d".formatted(file, row, column);
    return "%s: %s: %s; %s"
        .formatted(place, severity == Severity.ERROR ? "error" : "warning", what, remedy);
  }
}
