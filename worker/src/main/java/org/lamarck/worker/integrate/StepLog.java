package org.lamarck.worker.integrate;

import java.util.Arrays;
import org.lamarck.worker.method.Method;

/** The steps of an integration as they were made, and how many were tried in vain. */
final class StepLog {
  private double[] ends = new double[64];
  private Method[] methods = new Method[64];
  private int accepted;
  private int rejected;

  /** An integration begins. */
  void begin() {
    accepted = 0;
    rejected = 0;
  }

  void accept(Method method, double end) {
    if (accepted == ends.length) {
      ends = Arrays.copyOf(ends, 2 * accepted);
      methods = Arrays.copyOf(methods, 2 * accepted);
    }
    methods[accepted] = method;
    ends[accepted++] = end;
  }

  void reject() {
    rejected++;
  }

  int accepted() {
    return accepted;
  }

  int rejected() {
    return rejected;
  }

  /** All that were tried. */
  int attempted() {
    return accepted + rejected;
  }

  /** Whether the last accepted step ends at a time. */
  boolean endsAt(double time) {
    return accepted > 0 && ends[accepted - 1] == time;
  }

  /** The ends of the accepted steps. */
  double[] ends() {
    return Arrays.copyOf(ends, accepted);
  }

  /** The methods of the accepted steps. */
  Method[] methods() {
    return Arrays.copyOf(methods, accepted);
  }
}
