package org.lamarck.worker.cells;

import org.lamarck.strategies.linalg.Matrix;

/**
 * The cells of a tissue as a simulation has them: a row of {@link Property properties} for each
 * place. Places are taken one after another as cells are born; those of dead cells stay empty. Of
 * derivatives there is such a table too, of the same rows and columns.
 */
public final class State {
  private final Fields fields;
  private final double[] values;
  private final boolean[] alive;
  private int taken;

  /** A tissue that begins, in a table of some places. */
  public State(Tissue tissue, int capacity) {
    fields = tissue.fields();
    int width = fields.width();
    values = new double[capacity * width];
    alive = new boolean[capacity];
    taken = tissue.cells();
    for (int cell = 0; cell < taken; cell++) {
      alive[cell] = true;
      for (int c = 0; c < width; c++) {
        values[cell * width + c] = tissue.rows().get(cell, c);
      }
    }
  }

  public Fields fields() {
    return fields;
  }

  /** Places × columns, row after row; worked on by steps. */
  public double[] values() {
    return values;
  }

  public int capacity() {
    return alive.length;
  }

  /**
   * The places of living cells, ascending.
   *
   * @param cells becomes them
   * @return how many there are
   */
  public int living(int[] cells) {
    int count = 0;
    for (int cell = 0; cell < taken; cell++) {
      if (alive[cell]) {
        cells[count++] = cell;
      }
    }
    return count;
  }

  /** Whether another cell can be born. */
  boolean hasRoom() {
    return taken < alive.length;
  }

  /** The place of a cell that is born. */
  int bear() {
    alive[taken] = true;
    return taken++;
  }

  /** Takes the last birth back. */
  int unbear() {
    taken--;
    alive[taken] = false;
    return taken;
  }

  void setAlive(int cell, boolean isAlive) {
    alive[cell] = isAlive;
  }

  /** The living cells. */
  public Tissue tissue() {
    int[] cells = new int[alive.length];
    int count = living(cells);
    int width = fields.width();
    double[] rows = new double[count * width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, cells[i] * width, rows, i * width, width);
    }
    return new Tissue(fields, Matrix.of(count, width, rows));
  }
}
