package org.lamarck.worker.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How constants are spelt, and what a misspelt name was to be. */
public final class Spelling {
  private Spelling() {}

  /** A constant as it is written in files and commands: {@code next-reaction}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether two different names may be the same, misspelt: one edit of at most four letters, two of
   * more; case, underscores and spaces aside.
   */
  public static boolean isClose(String a, String b) {
    String x = bare(a);
    String y = bare(b);
    int allowed = Math.min(x.length(), y.length()) <= 4 ? 1 : 2;
    return Math.abs(x.length() - y.length()) <= allowed && distance(x, y) <= allowed;
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_ ]", "");
  }

  /** {@code write "known" if that is meant, else …} as a remedy, or the other one alone. */
  public static String suggest(String name, Collection<String> known, String otherwise) {
    return known.stream()
        .filter(candidate -> isClose(name, candidate))
        .min(Comparator.comparingInt(candidate -> distance(bare(name), bare(candidate))))
        .map(candidate -> "write \"" + candidate + "\" if that is meant, else " + otherwise)
        .orElse(otherwise);
  }

  /** {@code write NAME} when one of few words is near, else a list of all. */
  public static String remedy(String name, Collection<String> words) {
    return nearest(name, words)
        .map(candidate -> "write " + candidate)
        .orElse("write one of " + String.join(", ", words));
  }

  /** The nearest of few words, when it is near: a third of its letters, but at least one or two. */
  public static Optional<String> nearest(String name, Collection<String> words) {
    String given = name.toLowerCase(Locale.ROOT);
    return words.stream()
        .min(Comparator.comparingInt(word -> distance(given, word.toLowerCase(Locale.ROOT))))
        .filter(word -> distance(given, word.toLowerCase(Locale.ROOT)) <= mostEdits(word));
  }

  private static int mostEdits(String word) {
    return Math.max(word.length() < 4 ? 1 : 2, word.length() / 3);
  }

  /**
   * Insertions, deletions, substitutions and exchanges of neighbours between two names (Damerau and
   * Levenshtein, no part edited twice).
   */
  private static int distance(String a, String b) {
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
