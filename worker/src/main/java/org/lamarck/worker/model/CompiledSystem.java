package org.lamarck.worker.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.RateMultiples;
import org.lamarck.worker.system.StepPatterns;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.WrittenStep;

/** A {@link CompiledModel} for one thread. */
final class CompiledSystem implements OdeSystem {
  private final SystemStructure structure;
  private final Discontinuities discontinuities;
  private final List<LagShape> lags;
  private final CompiledModel model;
  private final Call rates;
  private final Call stateDerivatives;
  private final Call firstDerivatives;
  private final Call secondDerivatives;

  /** A kernel, made when it is first needed, whose results go to several arrays. */
  private static final class Call {
    private final CompiledModel.Part part;
    private @Nullable Kernel kernel;
    private double[] results = {};

    Call(CompiledModel.Part part) {
      this.part = part;
    }

    Kernel kernel() {
      Kernel made = kernel;
      if (made == null) {
        CompiledModel.Compiled compiled = part.compiled();
        results = new double[compiled.outputs()];
        made = compiled.kernels().get();
        kernel = made;
      }
      return made;
    }

    int copy(int from, double[] to, int size) {
      System.arraycopy(results, from, to, 0, size);
      return from + size;
    }
  }

  CompiledSystem(CompiledModel model) {
    this.model = model;
    structure = model.structure();
    discontinuities = model.newDiscontinuities();
    lags = model.newLags();
    rates = new Call(model.rates());
    stateDerivatives = new Call(model.stateDerivatives());
    firstDerivatives = new Call(model.firstDerivatives());
    secondDerivatives = new Call(model.secondDerivatives());
  }

  @Override
  public SystemStructure structure() {
    return structure;
  }

  @Override
  public boolean isAmount(int state) {
    return model.isSpecies(state);
  }

  @Override
  public StepPatterns patterns() {
    return model.patterns();
  }

  @Override
  public List<LagShape> lags() {
    return lags;
  }

  @Override
  public RateMultiples multiples() {
    return model.multiples();
  }

  @Override
  public Discontinuities discontinuities() {
    return discontinuities;
  }

  @Override
  public @Nullable WrittenStep written(WrittenStep.Rows rows) {
    return model.written(rows);
  }

  @Override
  public void rates(double t, double[] y, double[] p, double[] v) {
    rates.kernel().evaluate(t, y, p, v);
  }

  @Override
  public void stateDerivatives(
      double t, double[] y, double[] p, double[] v, double[] vy, double[] vt) {
    Kernel kernel = stateDerivatives.kernel();
    kernel.evaluate(t, y, p, stateDerivatives.results);
    int from = stateDerivatives.copy(0, v, structure.rates());
    from = stateDerivatives.copy(from, vy, structure.rateStates().size());
    stateDerivatives.copy(from, vt, structure.timedRates().size());
  }

  @Override
  public void firstDerivatives(
      double t, double[] y, double[] p, double[] v, double[] vy, double[] vp, double[] vt) {
    Kernel kernel = firstDerivatives.kernel();
    kernel.evaluate(t, y, p, firstDerivatives.results);
    int from = firstDerivatives.copy(0, v, structure.rates());
    from = firstDerivatives.copy(from, vy, structure.rateStates().size());
    from = firstDerivatives.copy(from, vp, structure.rateConstants().size());
    firstDerivatives.copy(from, vt, structure.timedRates().size());
  }

  @Override
  public void secondDerivatives(
      double t, double[] y, double[] p, double[] vyy, double[] vyp, double[] vty, double[] vtp) {
    Kernel kernel = secondDerivatives.kernel();
    kernel.evaluate(t, y, p, secondDerivatives.results);
    int from = secondDerivatives.copy(0, vyy, structure.stateStatePairs().size());
    from = secondDerivatives.copy(from, vyp, structure.stateConstantPairs().size());
    from = secondDerivatives.copy(from, vty, structure.timeStatePairs().size());
    secondDerivatives.copy(from, vtp, structure.timeConstantPairs().size());
  }
}
