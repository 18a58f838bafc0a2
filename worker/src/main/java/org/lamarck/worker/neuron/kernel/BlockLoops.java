package org.lamarck.worker.neuron.kernel;

import org.lamarck.worker.elementary.VectorInstructions;
import org.lamarck.worker.expression.Functions;
import org.lamarck.worker.expression.Operator;

/**
 * The loops of instructions. All kinds give the same bits: each operation is rounded by itself.
 *
 * <p>Registers have the length of a whole block. A loop over n elements of them may go on to the
 * end of the vector that has the last one, and leaves numbers of no meaning there.
 */
abstract class BlockLoops {
  private static final BlockLoops FASTEST = choose();

  /**
   * The loops of this Java: those in vector instructions where the module {@code
   * jdk.incubator.vector} is there (Spark adds it; else {@code --add-modules}) and the processor
   * has vectors of four numbers, else those without.
   */
  static BlockLoops fastest() {
    return FASTEST;
  }

  private static BlockLoops choose() {
    return VectorInstructions.kernel(BlockLoops.class, BlockLoops::isSupported)
        .orElseGet(ScalarBlockLoops::new);
  }

  /** Whether this processor has what the loops are made for. */
  abstract boolean isSupported();

  abstract void add(double[] to, double[] a, double[] b, int n);

  abstract void subtract(double[] to, double[] a, double[] b, int n);

  abstract void multiply(double[] to, double[] a, double[] b, int n);

  abstract void multiplyAdd(double[] to, double[] a, double[] b, double[] c, int n);

  abstract void divide(double[] to, double[] a, double[] b, int n);

  abstract void addNumber(double[] to, double[] a, double number, int n);

  abstract void numberMinus(double[] to, double[] a, double number, int n);

  abstract void timesNumber(double[] to, double[] a, double number, int n);

  abstract void numberOver(double[] to, double[] a, double number, int n);

  abstract void negate(double[] to, double[] a, int n);

  abstract void accumulate(double[] to, int at, double[] a, int n);

  /**
   * Exponentials, see {@link Exponential}.
   *
   * @param to may be a
   * @param scratch three registers
   */
  abstract void exp(double[] to, double[] a, double[][] scratch, int n);

  final void abs(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.abs(a[i]);
    }
  }

  final void sqrt(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.sqrt(a[i]);
    }
  }

  final void tanh(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = Functions.tanh(a[i]);
    }
  }

  final void less(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] < b[i] ? 1 : 0;
    }
  }

  final void select(double[] to, double[] a, double[] condition, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = condition[i] != 0 ? a[i] : c[i];
    }
  }

  final void unary(Operator operator, double[] to, double[] a, double[] one, int n) {
    for (int i = 0; i < n; i++) {
      one[0] = a[i];
      to[i] = operator.value(one);
    }
  }

  final void binary(Operator operator, double[] to, double[] a, double[] b, double[] two, int n) {
    for (int i = 0; i < n; i++) {
      two[0] = a[i];
      two[1] = b[i];
      to[i] = operator.value(two);
    }
  }
}
