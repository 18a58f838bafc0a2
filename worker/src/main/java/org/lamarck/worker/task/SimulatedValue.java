package org.lamarck.worker.task;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.SimulationLoss;

/** The one simulated value of a problem, as it is. */
record SimulatedValue() implements SimulationLoss {
  @Override
  public Judgement judge(double[] simulated) {
    return new Known(simulated[0]);
  }

  private record Known(double value) implements Judgement.Value {
    @Override
    public double[] slopes() {
      return new double[] {1};
    }

    @Override
    public @Nullable Squares squares(double[] tangents, int n) {
      return null;
    }
  }
}
