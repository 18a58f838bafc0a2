package org.lamarck.worker.petab.table;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.lamarck.worker.problem.Spelling;

/** Ids in cells: which are valid, and which are known. */
public final class Identifiers {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_]\\w*");

  /** The words of formulas of PEtab 2. */
  private static final Set<String> WORDS = words();

  private Identifiers() {}

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
    } else {
      isValid(cell, column, findings);
    }
    return text;
  }

  /** Whether the text in a cell may be an id; an error when not. */
  public static boolean isValid(Cell cell, String column, Findings findings) {
    boolean valid = isIdentifier(cell.text());
    if (!valid) {
      findings.error(
          cell.place(),
          "%s \"%s\" is not a valid id".formatted(column, cell.text()),
          "use letters, digits and underscores, and no digit first");
    }
    return valid;
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

  /** Reports an id in a cell that a table should have and does not; once in a file. */
  public static void unknown(
      Cell cell, String column, Collection<String> known, String table, Findings findings) {
    if (cell.isBlank()) {
      findings.error(cell.place(), column + " is missing", "write an id of the " + table);
    } else {
      findings.errorOnce(
          cell.place(),
          "%s \"%s\" is not in the %s".formatted(column, cell.text(), table),
          Spelling.suggest(cell.text(), known, "add it to the " + table));
    }
  }
}
