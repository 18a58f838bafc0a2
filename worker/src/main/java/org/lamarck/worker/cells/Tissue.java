package org.lamarck.worker.cells;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/**
 * Cells: where they are and how large.
 *
 * @param positions cells × 2 or 3
 * @param radii of the cells
 */
public record Tissue(Matrix positions, Vector radii) implements Serializable {
  public Tissue {
    if (positions.columns() != 2 && positions.columns() != 3) {
      throw new IllegalArgumentException(
          "cells live in 2 or 3 dimensions, not in " + positions.columns());
    }
    if (positions.rows() != radii.size()) {
      throw new IllegalArgumentException(
          "%d positions for %d radii".formatted(positions.rows(), radii.size()));
    }
  }

  public int cells() {
    return positions.rows();
  }

  public int dimensions() {
    return positions.columns();
  }
}
