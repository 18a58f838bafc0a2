package org.lamarck.worker.network;

import java.io.Serializable;
import org.lamarck.worker.array.Shape;

/**
 * The elements of an array.
 *
 * @param values in the order in which the last axis varies fastest; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ArrayData(Shape shape, double[] values) implements Serializable {
  public ArrayData {
    if (shape.count() != values.length) {
      throw new IllegalArgumentException(values.length + " numbers for " + shape);
    }
  }
}
