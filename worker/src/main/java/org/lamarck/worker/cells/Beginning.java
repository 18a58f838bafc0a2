package org.lamarck.worker.cells;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * How a tissue begins: cells that are scattered evenly in a box, of normal radii, none below 0.
 *
 * @param low of the box, along each axis
 * @param high of the box
 */
public record Beginning(
    int cells, int dimensions, double low, double high, double radius, double radiusSd)
    implements Serializable {
  /** The tissue of one draw. */
  public Tissue draw(RandomStream random) {
    double[] x = new double[cells * dimensions];
    double[] r = new double[cells];
    for (int n = 0; n < x.length; n++) {
      x[n] = random.nextDouble(low, high);
    }
    for (int i = 0; i < cells; i++) {
      r[i] = Math.max(0, radius + radiusSd * random.nextGaussian());
    }
    return new Tissue(Matrix.of(cells, dimensions, x), Vector.of(r));
  }
}
