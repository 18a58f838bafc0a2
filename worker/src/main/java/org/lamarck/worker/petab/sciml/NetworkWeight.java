package org.lamarck.worker.petab.sciml;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lamarck.worker.array.Shape;

/**
 * An element of a parameter array of a network.
 *
 * @param place in the array written out
 */
record NetworkWeight(String network, String layer, String array, Shape shape, int place) {
  int[] index() {
    int[] index = new int[shape.rank()];
    int left = place;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = left % shape.size(axis);
      left /= shape.size(axis);
    }
    return index;
  }

  /** The id of the parameter that it is. */
  String id() {
    String indices = Arrays.stream(index()).mapToObj(i -> "_" + i).collect(Collectors.joining());
    return network + "_" + layer + "_" + array + indices;
  }

  /** The path of its array in files. */
  String path() {
    return "parameters/" + network + "/" + layer + "/" + array;
  }

  /** How many weights one output of the layer sums over. */
  int fanIn() {
    return shape.rank() < 2 ? 1 : shape.count(1, shape.rank());
  }
}
