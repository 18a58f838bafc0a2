package org.lamarck.worker.cells;

import java.io.Serializable;

/**
 * How many of each thing the cells of a tissue have.
 *
 * @param dimensions 2 or 3
 * @param types of cells, at least 1
 * @param genes that a network keeps from step to step
 * @param cadherins 0, or one more than there are types
 */
public record Fields(int dimensions, int types, int chemicals, int genes, int cadherins)
    implements Serializable {
  public Fields {
    if (dimensions != 2 && dimensions != 3) {
      throw new IllegalArgumentException("cells live in 2 or 3 dimensions, not in " + dimensions);
    }
    if (types < 1 || chemicals < 0 || genes < 0) {
      throw new IllegalArgumentException(
          "types (%d) must be at least 1, chemicals (%d) and genes (%d) not below 0"
              .formatted(types, chemicals, genes));
    }
    if (cadherins != 0 && cadherins != types + 1) {
      throw new IllegalArgumentException(
          "cadherins (%d) must be 0 or one more than the %d types".formatted(cadherins, types));
    }
  }

  /** Without cadherins. */
  public Fields(int dimensions, int types, int chemicals, int genes) {
    this(dimensions, types, chemicals, genes, 0);
  }

  /** Cells of one type, without chemicals and genes. */
  public static Fields plain(int dimensions) {
    return new Fields(dimensions, 1, 0, 0);
  }

  /** Columns of what forces between cells depend on: types, and cadherins behind them. */
  public int traits() {
    return types + cadherins;
  }

  /** Columns of a cell's row. */
  public int width() {
    return Property.GENES.first(this) + genes;
  }
}
