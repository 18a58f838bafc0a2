package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Point;

/** Those of a field, by products with its transposed derivatives. */
final class FieldAdjoints implements StageAdjoints {
  private final Step step;
  private final Differentiable field;
  private final StartVariation variation;
  private final double[] yBar;
  private final double[] pBar;

  FieldAdjoints(Step step, Differentiable field) {
    this.step = step;
    this.field = field;
    this.variation = new StartVariation(step, step.system(), !field.isAutonomous());
    this.yBar = new double[field.states()];
    this.pBar = new double[field.constants()];
  }

  @Override
  public void apply(int i, double[] z, double[] g, Bars bars) {
    field.vjp(step.rates().point(i), z, g, bars.constants());
  }

  @Override
  public void bend() {}

  @Override
  public void applyBent(int i, double timeFactor, double[] z, double[] g, Bars bars) {
    apply(i, z, g, bars);
    addVariation(z, variation.along(i), bars);
    if (timeFactor != 0) {
      addVariation(z, timeFactor * variation.inTime(), bars);
    }
  }

  private void addVariation(double[] z, double factor, Bars bars) {
    if (factor != 0) {
      addProducts(variation.ahead(), z, factor, bars);
      addProducts(variation.behind(), z, -factor, bars);
    }
  }

  private void addProducts(Point at, double[] z, double factor, Bars bars) {
    Arrays.fill(pBar, 0.0);
    field.vjp(at, z, yBar, pBar);
    addScaled(factor, yBar, bars.state());
    addScaled(factor, pBar, bars.constants());
  }

  private static void addScaled(double factor, double[] x, double[] out) {
    for (int e = 0; e < x.length; e++) {
      out[e] += factor * x[e];
    }
  }

  @Override
  public void finish(Bars bars) {}
}
