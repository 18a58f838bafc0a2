package org.lamarck.worker.neuron.morphology;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the compartments of a cell lie in a plane: as they were measured, seen along z; or where
 * that is not known as a fan, in which lengths are right and each branch has room by the number of
 * tips behind it.
 */
public final class Layout {
  /** Of a fan from a root; less than a full turn, so that it does not close. */
  private static final double WIDEST = 1.5 * Math.PI;

  private final Morphology cell;
  private final List<List<Point>> ends = new ArrayList<>();
  private final int[] tips;
  private final double[] from;
  private final double[] width;

  private Layout(Morphology cell) {
    this.cell = cell;
    int n = cell.branches().size();
    tips = new int[n];
    from = new double[n];
    width = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      tips[i] = Math.max(1, tips[i]);
      int parent = cell.branches().get(i).parent();
      if (parent >= 0) {
        tips[parent] += tips[i];
      }
    }
  }

  /** The ends of the compartments of each branch, one more than these. */
  public static List<List<Point>> of(Morphology cell) {
    boolean known = cell.branches().stream().noneMatch(branch -> branch.ends().isEmpty());
    return known ? cell.branches().stream().map(Branch::ends).toList() : new Layout(cell).fan();
  }

  private List<List<Point>> fan() {
    double[] used = new double[tips.length]; // of each branch's room, by those behind it
    from[0] = -WIDEST / 2;
    width[0] = WIDEST;
    for (int i = 0; i < tips.length; i++) {
      Branch branch = cell.branches().get(i);
      int parent = branch.parent();
      Point begin = new Point(0, 0, 0);
      if (parent >= 0) {
        List<Point> above = ends.get(parent);
        begin = branch.parentEnd() ? above.get(above.size() - 1) : above.get(0);
        width[i] = width[parent] * tips[i] / tips[parent];
        from[i] = from[parent] + used[parent];
        used[parent] += width[i];
      }
      double angle = parent < 0 ? 0 : from[i] + width[i] / 2;
      List<Point> own = new ArrayList<>(List.of(begin));
      for (Compartment one : branch.compartments()) {
        Point last = own.get(own.size() - 1);
        own.add(
            new Point(
                last.x() + one.length() * Math.cos(angle),
                last.y() + one.length() * Math.sin(angle),
                0));
      }
      ends.add(own);
    }
    return ends;
  }
}
