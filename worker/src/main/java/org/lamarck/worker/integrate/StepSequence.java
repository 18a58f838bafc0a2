package org.lamarck.worker.integrate;

import org.lamarck.worker.method.Method;

/** Steps that end exactly at given times, each by a method of its own, without error control. */
final class StepSequence {
  /** No steps are prescribed. */
  static final StepSequence NONE = new StepSequence(new Method[0], new double[0]);

  private final Method[] methods;
  private final double[] ends;

  /**
   * A sequence.
   *
   * @param methods for each step its method
   * @param ends ascending
   */
  StepSequence(Method[] methods, double[] ends) {
    if (methods.length != ends.length) {
      throw new IllegalArgumentException(
          methods.length + " methods for " + ends.length + " steps; give one for each");
    }
    this.methods = methods.clone();
    this.ends = ends.clone();
  }

  boolean isEmpty() {
    return ends.length == 0;
  }

  /** Whether the steps come as far as a time. */
  boolean reaches(double time) {
    return ends.length > 0 && ends[ends.length - 1] >= time;
  }

  double end(int k) {
    return ends[k];
  }

  Method method(int k) {
    return methods[k];
  }
}
