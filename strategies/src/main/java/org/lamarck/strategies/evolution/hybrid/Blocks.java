package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.population.BasinArchive;

/**
 * Coordinates that have nothing to do with each other as long as some others stay: what each
 * experiment has for itself, beside what all share. They are found in the sparsity of the curvature
 * at known basins. With the others held, the value is a sum of what the blocks add, so each block
 * can be chosen by itself (Tinós, Whitley and Chicano 2015, Partition crossover for pseudo-Boolean
 * optimization).
 *
 * @param levels sets of blocks, from few large ones to many small ones, of ever more coordinates
 *     held
 */
record Blocks(List<List<List<Integer>>> levels) implements Serializable {
  /** Correlations below this are rounding. */
  private static final double ROUNDING = 1e-9;

  Blocks {
    levels = levels.stream().map(level -> level.stream().map(List::copyOf).toList()).toList();
  }

  /**
   * The blocks that the curvatures of all known basins agree on: no levels where none are.
   *
   * @param free coordinates that can move
   */
  static Blocks of(BasinArchive archive, int[] free) {
    List<Matrix> curvatures =
        archive.basins().stream()
            .map(BasinArchive.Basin::curvature)
            .filter(Objects::nonNull)
            .toList();
    return curvatures.isEmpty() ? new Blocks(List.of()) : of(meeting(curvatures, free));
  }

  /**
   * The blocks of a graph. Those that meet most others are held first; a level counts when it has
   * more blocks than the one before, none of them larger than half of all coordinates, and together
   * at least half. Where those that are newly held fall into several parts, once all others are
   * held, these are a level as well: what each strain has for itself, beside its experiments.
   *
   * @param meets by two positions among the free coordinates, and numbers these
   */
  private static Blocks of(Graph meets) {
    int n = meets.coordinate().length;
    int[] degree = new int[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        degree[i] += i != j && meets.edges()[i][j] ? 1 : 0;
      }
    }
    List<List<List<Integer>>> levels = new ArrayList<>();
    int most = 1;
    int before = n;
    for (int d : Arrays.stream(degree).distinct().map(x -> -x).sorted().map(x -> -x).toArray()) {
      List<List<Integer>> parts = meets.parts(degree, 0, d);
      int together = parts.stream().mapToInt(List::size).sum();
      int largest = parts.stream().mapToInt(List::size).max().orElse(0);
      if (parts.size() > most && 2 * largest <= n && 2 * together >= n) {
        List<List<Integer>> held = meets.parts(degree, d + 1, before);
        if (held.size() > 1) {
          levels.add(held);
        }
        levels.add(parts);
        most = parts.size();
        before = d;
      }
    }
    return new Blocks(levels);
  }

  /** Which of the free coordinates meet in any of some matrices. */
  private static Graph meeting(List<Matrix> curvatures, int[] free) {
    boolean[][] edges = new boolean[free.length][free.length];
    for (Matrix h : curvatures) {
      for (int i = 0; i < free.length; i++) {
        for (int j = 0; j < i; j++) {
          double both = h.get(free[i], free[i]) * h.get(free[j], free[j]);
          double mixed = h.get(free[i], free[j]);
          edges[i][j] |= Math.abs(mixed) > ROUNDING * Math.sqrt(Math.abs(both));
          edges[j][i] = edges[i][j];
        }
      }
    }
    return new Graph(free, edges);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Graph(int[] coordinate, boolean[][] edges) {
    /** What hangs together of those that meet at least and at most so many others. */
    private List<List<Integer>> parts(int[] degree, int least, int most) {
      int n = coordinate.length;
      boolean[] seen = new boolean[n];
      for (int i = 0; i < n; i++) {
        seen[i] = degree[i] < least || degree[i] > most;
      }
      List<List<Integer>> parts = new ArrayList<>();
      for (int first = 0; first < n; first++) {
        if (!seen[first]) {
          List<Integer> part = new ArrayList<>(List.of(first));
          seen[first] = true;
          for (int k = 0; k < part.size(); k++) {
            for (int j = 0; j < n; j++) {
              if (!seen[j] && edges[part.get(k)][j]) {
                seen[j] = true;
                part.add(j);
              }
            }
          }
          parts.add(part.stream().map(i -> coordinate[i]).toList());
        }
      }
      return parts;
    }
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  List<List<Integer>> level(int level) {
    return levels.get(level);
  }
}
