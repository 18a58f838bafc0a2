package org.lamarck.worker.array.plan;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.array.Elementwise;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;

/**
 * The loops over a space: its axes without those of size 1, neighbours joined where every array
 * that is read lies along both in a row.
 *
 * @param sizes of the loops, the innermost last
 */
record LoopSpace(List<Integer> sizes) {
  static final LoopSpace NONE = new LoopSpace(List.of());

  static LoopSpace of(Node node, Elementwise map) {
    Shape space = map.space();
    List<int[]> strides = new ArrayList<>();
    for (int i = 0; i < node.arity(); i++) {
      strides.add(node.argument(i).shape().stridesIn(space));
    }
    List<Integer> sizes = new ArrayList<>();
    int last = -1;
    for (int axis = 0; axis < space.rank(); axis++) {
      int size = space.size(axis);
      if (size == 1) {
        continue;
      }
      boolean joined = last >= 0;
      for (int[] its : strides) {
        joined &= last >= 0 && its[last] == its[axis] * size;
      }
      if (joined) {
        sizes.set(sizes.size() - 1, sizes.get(sizes.size() - 1) * size);
      } else {
        sizes.add(size);
      }
      last = axis;
    }
    return new LoopSpace(List.copyOf(sizes));
  }

  int rank() {
    return sizes.size();
  }

  int count() {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return count;
  }

  /** The strides of an argument of a node of this space along the loops. */
  int[] strides(Shape argument, Shape space) {
    int[] axes = argument.stridesIn(space);
    int[] strides = new int[rank()];
    int axis = space.rank();
    for (int loop = rank() - 1; loop >= 0; loop--) {
      int left = sizes.get(loop);
      boolean innermost = true;
      while (left > 1) {
        axis--;
        int size = space.size(axis);
        if (size > 1 && innermost) {
          strides[loop] = axes[axis];
          innermost = false;
        }
        left /= size;
      }
    }
    return strides;
  }

  /** The strides of an array of this space. */
  int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int loop = rank() - 1; loop >= 0; loop--) {
      strides[loop] = stride;
      stride *= sizes.get(loop);
    }
    return strides;
  }
}
