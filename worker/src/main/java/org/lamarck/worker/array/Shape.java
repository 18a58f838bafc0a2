package org.lamarck.worker.array;

import java.io.Serializable;
import java.util.Arrays;

/** The sizes of an array along its axes, the last varying fastest. A number has no axes. */
public final class Shape implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] sizes;
  private final int count;

  private Shape(int[] sizes) {
    this.sizes = sizes;
    long product = 1;
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("a shape has a size of " + size);
      }
      product *= size;
      if (product > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "an array of " + Arrays.toString(sizes) + " has too many elements");
      }
    }
    count = (int) product;
  }

  public static Shape of(int... sizes) {
    return new Shape(sizes.clone());
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  public int size(int axis) {
    return sizes[axis];
  }

  /** The number of elements. */
  public int count() {
    return count;
  }

  public int[] sizes() {
    return sizes.clone();
  }

  /** The number of elements of the axes from {@code from}, up to but without {@code to}. */
  public int count(int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= sizes[axis];
    }
    return product;
  }

  /** The shape with another size along an axis. */
  public Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis] = size;
    return new Shape(changed);
  }

  /**
   * The shape that both fit into: axes are matched from the last, and an axis of size 1 or none is
   * repeated.
   *
   * @throws IllegalArgumentException when two sizes differ and neither is 1
   */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    int[] joint = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      int mine = fromLast(rank - axis);
      int its = other.fromLast(rank - axis);
      if (mine != its && mine != 1 && its != 1) {
        throw new IllegalArgumentException(this + " and " + other + " do not fit");
      }
      joint[axis] = Math.max(mine, its);
    }
    return new Shape(joint);
  }

  /** The size of the axis so many from the end, 1 before the first. */
  int fromLast(int axis) {
    return axis > sizes.length ? 1 : sizes[sizes.length - axis];
  }

  /** How far apart neighbours along each axis of {@code space} lie; 0 where repeated. */
  public int[] stridesIn(Shape space) {
    int[] strides = new int[space.rank()];
    int stride = 1;
    for (int last = 1; last <= space.rank(); last++) {
      int size = fromLast(last);
      strides[space.rank() - last] = size == 1 ? 0 : stride;
      stride *= size;
    }
    return strides;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
