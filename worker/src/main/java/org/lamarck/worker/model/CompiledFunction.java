package org.lamarck.worker.model;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.system.PointFunction;

/** A {@link PointFormula} for one thread; compiled when it is first needed. */
final class CompiledFunction implements PointFunction {
  private final PointFormula formula;
  private final double[] value = new double[1];
  private @Nullable Kernel kernel;
  private @Nullable Kernel derivatives;
  private double[] partials = {};

  CompiledFunction(PointFormula formula) {
    this.formula = formula;
  }

  @Override
  public double value(double t, double[] y, double[] p) {
    Kernel made = kernel;
    if (made == null) {
      made = formula.value().newKernel();
      kernel = made;
    }
    made.evaluate(t, y, p, value);
    return value[0];
  }

  @Override
  public double gradient(double t, double[] y, double[] p, double[] byArgument) {
    Kernel made = derivatives;
    if (made == null) {
      made = formula.gradient().newKernel();
      partials = new double[formula.gradient().size().outputs()];
      derivatives = made;
    }
    made.evaluate(t, y, p, partials);
    System.arraycopy(partials, 1, byArgument, 0, partials.length - 1);
    return partials[0];
  }

  @Override
  public int[] arguments() {
    return formula.arguments();
  }
}
