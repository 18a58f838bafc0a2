package org.lamarck.worker.method;

import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Point;

/** Those of a field, by products with its transposed derivatives. */
final class FieldAdjoints implements StageAdjoints {
  private final Step step;
  private final Differentiable field;
  private final StartVariation variation;
  private final Bars product;

  FieldAdjoints(Step step, Differentiable field) {
    this.step = step;
    this.field = field;
    this.variation = new StartVariation(step, step.system(), !field.isAutonomous());
    this.product = new Bars(new double[field.states()], new double[field.constants()]);
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
    product.clear();
    field.vjp(at, z, product.state(), product.constants());
    bars.add(factor, product);
  }

  @Override
  public void finish(Bars bars) {}
}
