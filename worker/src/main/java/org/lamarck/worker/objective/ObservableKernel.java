package org.lamarck.worker.objective;

import org.lamarck.worker.model.Kernel;

/** {@link ObservableFormulas} for one thread: its answers are those at the last evaluation. */
final class ObservableKernel {
  private final ObservableFormulas formulas;
  private final Kernel valueKernel;
  private final Kernel derivativeKernel;
  private final double[] values;
  private final double[] partials;

  ObservableKernel(ObservableFormulas formulas) {
    this.formulas = formulas;
    valueKernel = formulas.values().newKernel();
    derivativeKernel = formulas.derivatives().newKernel();
    values = new double[formulas.values().size().outputs()];
    partials = new double[formulas.derivatives().size().outputs()];
  }

  /** Computes h and σ. */
  void evaluate(double t, double[] y, double[] inputs) {
    valueKernel.evaluate(t, y, inputs, values);
  }

  /** Computes the partial derivatives of h and σ. */
  void differentiate(double t, double[] y, double[] inputs) {
    derivativeKernel.evaluate(t, y, inputs, partials);
  }

  double value() {
    return values[0];
  }

  double sigma() {
    return values[1];
  }

  /** Adds a · ∂h + b · ∂σ to {@code bar}, by states, then constants, then extras. */
  void accumulate(double a, double b, double[] bar) {
    formulas.formulaGradient().add(a, partials, bar);
    formulas.noiseGradient().add(b, partials, bar);
  }

  /** Whether σ has a derivative at all. */
  boolean noiseVaries() {
    return !formulas.noiseGradient().isEmpty();
  }
}
