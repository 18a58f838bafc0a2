package org.lamarck.worker.cells.fit;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.Rollout;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Tape;
import org.lamarck.worker.cells.Tissue;

/** Some frames of a run: the cells from the start to the end, seen along the third axis if any. */
final class Film implements Rollout.Watcher {
  /** So many can be told apart. */
  private static final int MOST_FRAMES = 40;

  /** Cells times frames that a page can hold. */
  private static final int MOST_DISCS = 20_000;

  private static final List<String> COLUMNS =
      List.of("frame", "cell", "x", "y", "z", "radius", "type", "division");

  private final int repeats;
  private final int frames;
  private final List<double[]> rows = new ArrayList<>();
  private int[] cells = {};

  Film(TissuePlan plan) {
    repeats = plan.repeats();
    int most = Math.max(2, MOST_DISCS / plan.capacity());
    frames = Math.min(repeats, Math.min(MOST_FRAMES, most));
  }

  @Override
  public void watch(State state, int repeat, Tape tape) {
    int frame = (int) ((long) repeat * frames / repeats);
    boolean isShown = (int) (((long) frame * repeats + frames - 1) / frames) == repeat;
    if (!isShown) {
      return;
    }
    Tissue tissue = state.tissue();
    cells = cells.length == state.capacity() ? cells : new int[state.capacity()];
    state.living(cells);
    Matrix x = tissue.positions();
    Matrix types = tissue.of(Property.TYPE);
    Matrix division = tissue.of(Property.DIVISION);
    for (int i = 0; i < tissue.cells(); i++) {
      double depth = tissue.dimensions() == 3 ? x.get(i, 2) : 0;
      rows.add(
          new double[] {
            repeat,
            cells[i],
            x.get(i, 0),
            x.get(i, 1),
            depth,
            tissue.radii().get(i),
            TissueSource.type(types, i),
            division.get(i, 0)
          });
    }
  }

  Exhibit exhibit() {
    double[] values = new double[rows.size() * COLUMNS.size()];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, values, row * COLUMNS.size(), COLUMNS.size());
    }
    return new Exhibit(
        "tissue",
        "The cells of one run, from the start to the end",
        COLUMNS,
        Matrix.of(rows.size(), COLUMNS.size(), values),
        Exhibit.Look.CELLS);
  }
}
