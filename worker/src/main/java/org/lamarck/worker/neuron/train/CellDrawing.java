package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.objective.Drawing;
import org.lamarck.worker.neuron.morphology.Compartment;
import org.lamarck.worker.neuron.morphology.Layout;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.morphology.Point;

/** The first cells of a network side by side, each compartment with its length and width. */
final class CellDrawing {
  private static final int MOST_CELLS = 6;
  private static final double GAP = 0.15; // of the width of a cell

  private CellDrawing() {}

  static Drawing of(List<Morphology> cells) {
    List<Drawing.Stroke> strokes = new ArrayList<>();
    int shown = Math.min(cells.size(), MOST_CELLS);
    double left = 0;
    for (int i = 0; i < shown; i++) {
      List<List<Point>> layout = Layout.of(cells.get(i));
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (List<Point> branch : layout) {
        for (Point end : branch) {
          least = Math.min(least, end.x());
          most = Math.max(most, end.x());
        }
      }
      double move = shown == 1 ? 0 : left - least;
      left += (most - least) * (1 + GAP);
      addCell(cells.get(i), layout, move, "cell " + i, strokes);
    }
    String title =
        cells.size() == 1
            ? "Morphology"
            : shown < cells.size()
                ? "Morphology of the first %d of %d cells".formatted(shown, cells.size())
                : "Morphology of %d cells".formatted(shown);
    return new Drawing(title, "µm", strokes);
  }

  private static void addCell(
      Morphology cell,
      List<List<Point>> layout,
      double move,
      String otherwise,
      List<Drawing.Stroke> strokes) {
    for (int branch = 0; branch < layout.size(); branch++) {
      List<Point> ends = layout.get(branch);
      List<Compartment> compartments = cell.branches().get(branch).compartments();
      String group = group(cell, branch, otherwise);
      for (int j = 0; j < compartments.size(); j++) {
        strokes.add(
            new Drawing.Stroke(
                ends.get(j).x() + move,
                ends.get(j).y(),
                ends.get(j + 1).x() + move,
                ends.get(j + 1).y(),
                2 * compartments.get(j).radius(),
                group));
      }
    }
  }

  /** The smallest of the groups that a branch is in. */
  private static String group(Morphology cell, int branch, String otherwise) {
    return cell.groups().entrySet().stream()
        .filter(one -> one.getValue().contains(branch))
        .min(
            (a, b) -> {
              int bySize = Integer.compare(a.getValue().size(), b.getValue().size());
              return bySize != 0 ? bySize : a.getKey().compareTo(b.getKey());
            })
        .map(Map.Entry::getKey)
        .orElse(otherwise);
  }
}
