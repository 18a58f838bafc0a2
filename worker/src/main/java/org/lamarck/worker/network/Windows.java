package org.lamarck.worker.network;

import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;

/**
 * An input over some last axes as batch × channels × depth × height × width; missing axes have size
 * 1.
 *
 * @param batch 1 when the input has none
 * @param batched whether it has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Windows(int batch, int channels, int[] sizes, boolean batched) {
  static Windows of(Network.Layer layer, Node x, int axes) {
    Shape shape = x.shape();
    if (shape.rank() != axes + 1 && shape.rank() != axes + 2) {
      throw new NetworkMisfit(
          layer.place(),
          "layer \"%s\" of %d axes is given an array of %s".formatted(layer.id(), axes, shape),
          "give it channels and axes, and perhaps a batch");
    }
    boolean batched = shape.rank() == axes + 2;
    int[] sizes = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      sizes[axis] = shape.size(shape.rank() - axes + axis);
    }
    return new Windows(batched ? shape.size(0) : 1, shape.size(batched ? 1 : 0), sizes, batched);
  }

  int axes() {
    return sizes.length;
  }

  /** Numbers of some axes as those of three. */
  static int[] three(int[] numbers, int otherwise) {
    int[] three = {otherwise, otherwise, otherwise};
    System.arraycopy(numbers, 0, three, 3 - numbers.length, numbers.length);
    return three;
  }

  /** The shape of an output, without a batch if the input has none. */
  Shape shape(int channelsOut, int[] places) {
    int[] shape = new int[(batched ? 2 : 1) + places.length];
    int axis = 0;
    if (batched) {
      shape[axis++] = batch;
    }
    shape[axis++] = channelsOut;
    System.arraycopy(places, 0, shape, axis, places.length);
    return Shape.of(shape);
  }
}
