package org.lamarck.worker.cells;

import java.io.Serializable;

/**
 * How many of each thing the cells of a tissue have.
 *
 * @param dimensions 2 or 3
 * @param types of cells, at least 1
 * @param genes that a network keeps from step to step
 */
public record Fields(int dimensions, int types, int chemicals, int genes) implements Serializable {
  public Fields {
    if (dimensions != 2 && dimensions != 3) {
      throw new IllegalArgumentException("cells live in 2 or 3 dimensions, not in " + dimensions);
    }
    if (types < 1 || chemicals < 0 || genes < 0) {
      throw new IllegalArgumentException(
          "types (%d) must be at least 1, chemicals (%d) and genes (%d) not below 0"
              .formatted(types, chemicals, genes));
    }
  }

  /** Cells of one type, without chemicals and genes. */
  public static Fields plain(int dimensions) {
    return new Fields(dimensions, 1, 0, 0);
  }

  /** Columns of a cell's row. */
  public int width() {
    return Property.GENES.first(this) + genes;
  }
}
