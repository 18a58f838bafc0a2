package org.lamarck.worker.objective;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.lamarck.worker.objective.ProblemEvaluation.Simulated;

/**
 * What was simulated of each measurement, as numbers: most evaluations are never asked for it.
 * Whoever fills it does so before others read it.
 */
final class SimulatedMeasurements extends AbstractList<Simulated> implements RandomAccess {
  private final double[] value;
  private final double[] sigma;
  private final double[] residual;
  private final boolean[] isKnown;

  SimulatedMeasurements(int size) {
    value = new double[size];
    sigma = new double[size];
    residual = new double[size];
    isKnown = new boolean[size];
  }

  void keep(int measurement, double itsValue, double itsSigma, double itsResidual) {
    value[measurement] = itsValue;
    sigma[measurement] = itsSigma;
    residual[measurement] = itsResidual;
    isKnown[measurement] = true;
  }

  /** The simulated values; not to be written to. */
  double[] values() {
    return value;
  }

  @Override
  public Simulated get(int measurement) {
    return new Simulated(value[measurement], sigma[measurement], residual[measurement]);
  }

  @Override
  public int size() {
    return value.length;
  }

  /** Those that were simulated, which are all unless some experiments were left out. */
  List<Simulated> known() {
    for (boolean one : isKnown) {
      if (!one) {
        return IntStream.range(0, size()).filter(m -> isKnown[m]).mapToObj(this::get).toList();
      }
    }
    return this;
  }
}
