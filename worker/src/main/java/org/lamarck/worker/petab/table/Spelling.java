package org.lamarck.worker.petab.table;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names: which are valid, and which look like misspelt others. */
public final class Spelling {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_]\\w*");

  /** The words of formulas of PEtab 2. */
  private static final Set<String> WORDS = words();

  private Spelling() {}

  private static Set<String> words() {
    Set<String> words = new HashSet<>();
    words.addAll(List.of("true", "false", "inf", "nan", "time", "piecewise", "pow", "exp"));
    words.addAll(List.of("sqrt", "log", "ln", "log2", "log10", "abs", "sign", "min", "max"));
    for (String name : List.of("sin", "cos", "tan", "cot", "sec", "csc")) {
      words.addAll(List.of(name, name + "h", "arc" + name, "arc" + name + "h"));
    }
    return Set.copyOf(words);
  }

  /** Whether the text may be an id: letters, digits and underscores, no digit first. */
  public static boolean isIdentifier(String text) {
    return IDENTIFIER.matcher(text).matches();
  }

  /** The id in a cell, with errors when it is missing or none. */
  public static String requireIdentifier(Cell cell, String column, Findings findings) {
    String text = cell.text();
    if (text.isEmpty()) {
      findings.error(cell.place(), column + " is missing", "write an id");
    } else if (!isIdentifier(text)) {
      findings.error(
          cell.place(),
          "%s \"%s\" is not a valid id".formatted(column, text),
          "use letters, digits and underscores, and no digit first");
    }
    return text;
  }

  /** The same for ids of PEtab 2, which must not be words of its formulas, in any case. */
  public static String requireUnreserved(Cell cell, String column, Findings findings) {
    String text = requireIdentifier(cell, column, findings);
    if (WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      findings.error(
          cell.place(),
          "%s \"%s\" is a word of formulas".formatted(column, text),
          "choose another id");
    }
    return text;
  }

  /** Whether two different names may be the same, misspelt: at most two edits, case aside. */
  public static boolean isClose(String a, String b) {
    String x = a.toLowerCase(Locale.ROOT).replaceAll("[_ ]", "");
    String y = b.toLowerCase(Locale.ROOT).replaceAll("[_ ]", "");
    if (x.equals(y)) {
      return true;
    }
    int allowed = Math.min(x.length(), y.length()) <= 4 ? 1 : 2;
    return Math.abs(x.length() - y.length()) <= allowed && distance(x, y) <= allowed;
  }

  /** {@code Maybe "known" is meant} as a remedy, or the other one when nothing is close. */
  public static String suggest(String name, Collection<String> known, String otherwise) {
    return known.stream()
        .filter(candidate -> isClose(name, candidate))
        .findFirst()
        .map(candidate -> "write \"" + candidate + "\" if that is meant, else " + otherwise)
        .orElse(otherwise);
  }

  /** Reports an id in a cell that a table should have and does not; once in a file. */
  public static void unknown(
      Cell cell, String column, Collection<String> known, String table, Findings findings) {
    if (cell.isBlank()) {
      findings.error(cell.place(), column + " is missing", "write an id of the " + table);
    } else {
      findings.errorOnce(
          cell.place(),
          "%s \"%s\" is not in the %s".formatted(column, cell.text(), table),
          suggest(cell.text(), known, "add it to the " + table));
    }
  }

  /** The number of insertions, deletions and replacements between two names (Levenshtein). */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
