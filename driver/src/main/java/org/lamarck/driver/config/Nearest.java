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

  /** Insertions, deletions and substitutions between two names, case aside (Levenshtein). */
  private static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
