package org.lamarck.worker.neuron.kernel;

import org.lamarck.worker.expression.Functions;
import org.lamarck.worker.expression.Operator;

/** The loops of instructions: each so short that it becomes vector instructions. */
final class BlockLoops {
  private BlockLoops() {}

  static void add(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] + b[i];
    }
  }

  static void subtract(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] - b[i];
    }
  }

  static void multiply(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * b[i];
    }
  }

  static void multiplyAdd(double[] to, double[] a, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * b[i] + c[i];
    }
  }

  static void divide(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] / b[i];
    }
  }

  static void addNumber(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] + number;
    }
  }

  static void numberMinus(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = number - a[i];
    }
  }

  static void timesNumber(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * number;
    }
  }

  static void numberOver(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = number / a[i];
    }
  }

  static void negate(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = -a[i];
    }
  }

  static void abs(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.abs(a[i]);
    }
  }

  static void sqrt(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.sqrt(a[i]);
    }
  }

  static void tanh(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Functions.tanh(a[i]);
    }
  }

  static void less(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] < b[i] ? 1 : 0;
    }
  }

  static void select(double[] to, double[] a, double[] condition, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = condition[i] != 0 ? a[i] : c[i];
    }
  }

  static void unary(Operator operator, double[] to, double[] a, double[] one, int n) {
    for (int i = 0; i < n; i++) {
      one[0] = a[i];
      to[i] = operator.value(one);
    }
  }

  static void binary(Operator operator, double[] to, double[] a, double[] b, double[] two, int n) {
    for (int i = 0; i < n; i++) {
      two[0] = a[i];
      two[1] = b[i];
      to[i] = operator.value(two);
    }
  }

  static void accumulate(double[] to, int at, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] += a[i];
    }
  }
}
