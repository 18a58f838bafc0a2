package org.lamarck.worker.field;

import java.util.Arrays;

/**
 * Operations in the order they were made, each with its derivatives by one or two arguments; gone
 * through forward or backward it multiplies by the derivatives of all that was computed, or by the
 * transpose. Entry 0 stands for whatever is constant.
 */
final class Tape {
  /** The entry of numbers that vary with nothing. */
  static final int CONSTANT = 0;

  private int[] first = new int[64];
  private int[] second = new int[64];
  private double[] byFirst = new double[64];
  private double[] bySecond = new double[64];
  private double[] slots = new double[64]; // of a sweep, by entry
  private int variables;
  private int size;
  private boolean isRecording;

  /**
   * Forgets all operations.
   *
   * @param recorded whether those that come are kept, to be differentiated
   */
  void clear(boolean recorded) {
    isRecording = recorded;
    size = 1;
    variables = 1;
  }

  /** The next variable; all of them come before any operation. */
  Real variable(double value) {
    grow();
    variables++;
    return new Real(this, size++, value);
  }

  /** The result of an operation. */
  Real push(double value, int a, double byA, int b, double byB) {
    if (!isRecording) {
      return new Real(this, CONSTANT, value);
    }
    grow();
    first[size] = a;
    byFirst[size] = byA;
    second[size] = b;
    bySecond[size] = byB;
    return new Real(this, size++, value);
  }

  private void grow() {
    if (size == first.length) {
      first = Arrays.copyOf(first, 2 * size);
      second = Arrays.copyOf(second, 2 * size);
      byFirst = Arrays.copyOf(byFirst, 2 * size);
      bySecond = Arrays.copyOf(bySecond, 2 * size);
      slots = Arrays.copyOf(slots, 2 * size);
    }
  }

  /** A sweep begins: all derivatives are 0. */
  void begin() {
    Arrays.fill(slots, 0, size, 0.0);
  }

  /** Adds to the derivative of an entry, or by an entry. */
  void add(int index, double derivative) {
    slots[index] += derivative;
  }

  /** The derivative of an entry, or by an entry; 0 of what is constant. */
  double get(int index) {
    return index == CONSTANT ? 0 : slots[index];
  }

  /** From derivatives of the variables to those of all entries. */
  void forward() {
    for (int k = variables; k < size; k++) {
      slots[k] = product(byFirst[k], get(first[k])) + product(bySecond[k], get(second[k]));
    }
  }

  /** From derivatives by entries to those by the variables. */
  void backward() {
    for (int k = size - 1; k >= variables; k--) {
      double bar = slots[k];
      if (bar != 0) {
        slots[first[k]] += product(byFirst[k], bar);
        slots[second[k]] += product(bySecond[k], bar);
      }
    }
  }

  /** 0 of what does not move, whatever the slope: that of a root at 0 is infinite. */
  private static double product(double slope, double direction) {
    return direction == 0 || slope == 0 ? 0 : slope * direction;
  }
}
