package org.lamarck.worker.hessian;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.SimulationLoss;

/** The sum of all simulated values of a problem. */
record SummedValues() implements SimulationLoss {
  @Override
  public Judgement judge(double[] simulated) {
    double[] slopes = new double[simulated.length];
    Arrays.fill(slopes, 1);
    return new Sum(Arrays.stream(simulated).sum(), slopes);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sum(double value, double[] slopes) implements Judgement.Value {
    @Override
    public @Nullable Squares squares(double[] tangents, int n) {
      return null;
    }
  }
}
