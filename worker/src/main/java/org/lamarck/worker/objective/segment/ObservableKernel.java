package org.lamarck.worker.objective.segment;

import org.lamarck.worker.model.Kernel;

/** {@link ObservableFormulas} for one thread: its answers are those at the last evaluation. */
public final class ObservableKernel {
  private final ObservableFormulas formulas;
  private final Kernel valueKernel;
  private final Kernel derivativeKernel;
  private final double[] values;
  private final double[] partials;
  private final double[] shape;

  ObservableKernel(ObservableFormulas formulas) {
    this.formulas = formulas;
    valueKernel = formulas.values().newKernel();
    derivativeKernel = formulas.derivatives().newKernel();
    values = new double[formulas.values().size().outputs()];
    partials = new double[formulas.derivatives().size().outputs()];
    shape = new double[formulas.shapeGradients().size()];
  }

  /** Computes h, σ and further parameters of the noise. */
  public void evaluate(double t, double[] y, double[] inputs) {
    valueKernel.evaluate(t, y, inputs, values);
    System.arraycopy(values, 2, shape, 0, shape.length);
  }

  /** Computes the partial derivatives of all of them. */
  public void differentiate(double t, double[] y, double[] inputs) {
    derivativeKernel.evaluate(t, y, inputs, partials);
  }

  public double value() {
    return values[0];
  }

  public double sigma() {
    return values[1];
  }

  /** The further parameters of the noise; not to be written to. */
  public double[] shape() {
    return shape;
  }

  /** Adds a · ∂h + b · ∂σ to {@code bar}, by states, then constants, then extras. */
  public void accumulate(double a, double b, double[] bar) {
    formulas.formulaGradient().add(a, partials, bar);
    formulas.noiseGradient().add(b, partials, bar);
  }

  /** Adds Σ c_k · ∂shape_k to {@code bar}. */
  public void accumulateShape(double[] c, double[] bar) {
    for (int k = 0; k < shape.length; k++) {
      formulas.shapeGradients().get(k).add(c[k], partials, bar);
    }
  }

  /** Whether σ has a derivative at all. */
  public boolean noiseVaries() {
    return !formulas.noiseGradient().isEmpty();
  }
}
