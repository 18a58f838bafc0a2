package org.lamarck.worker.event;

import org.lamarck.worker.system.PointFunction;

/** A state as a function. */
final class StateValue implements PointFunction {
  private final int state;
  private final int[] arguments;

  StateValue(int state) {
    this.state = state;
    this.arguments = new int[] {state};
  }

  @Override
  public double value(double t, double[] y, double[] p) {
    return y[state];
  }

  @Override
  public double gradient(double t, double[] y, double[] p, double[] byArgument) {
    byArgument[0] = 1;
    return 0;
  }

  @Override
  public int[] arguments() {
    return arguments;
  }
}
