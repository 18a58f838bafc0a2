package org.lamarck.worker.cells.fit;

import org.lamarck.worker.cells.State;

/** What is to be large. */
public record Negative(Target target) implements Target {
  @Override
  public double of(State state, double factor, double[] byState) {
    return -target.of(state, -factor, byState);
  }

  @Override
  public boolean isMeanOverTime() {
    return target.isMeanOverTime();
  }

  @Override
  public boolean isIncrease() {
    return target.isIncrease();
  }
}
