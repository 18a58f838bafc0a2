package org.lamarck.driver.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt name was to be. */
public final class Nearest {
  private Nearest() {}

  /** {@code write NAME} when one is near, else a list of all. */
  static String remedy(String name, Collection<String> known) {
    return to(name, known)
        .map(candidate -> "write " + candidate)
        .orElse("write one of " + String.join(", ", known));
  }

  /** The nearest of the known names, when it is near. */
  public static Optional<String> to(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(candidate -> distance(name, candidate) <= mostEdits(candidate));
  }

  /** A third of the letters, but two of four and one of three. */
  private static int mostEdits(String candidate) {
    return Math.max(candidate.length() < 4 ? 1 : 2, candidate.length() / 3);
  }

  /**
   * Insertions, deletions, substitutions and exchanges of neighbours between two names, case aside
   * (Damerau and Levenshtein, no part edited twice).
   */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        least = Math.min(least, edits[i - 1][j - 1] + (same ? 0 : 1));
        boolean isExchange =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        edits[i][j] = isExchange ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
      }
    }
    return edits[a.length()][b.length()];
  }
}
