package org.lamarck.worker.objective.segment;

import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.KernelFactory;

/** The slots of {@link ParameterFormulas} at a point, with their derivatives. Serves one thread. */
public final class ParameterValues {
  private static final double[] NOTHING = {};

  private final ParameterFormulas formulas;
  private final Kernel kernel;
  private final double[] outputs;
  private final double[] values;
  private final double[] derivatives;

  ParameterValues(ParameterFormulas formulas, KernelFactory factory) {
    this.formulas = formulas;
    kernel = factory.newKernel();
    outputs = new double[factory.size().outputs()];
    values = new double[formulas.slots()];
    derivatives = new double[formulas.entries()];
  }

  /** Fills all slots and their derivatives at these linear values of all parameters. */
  public void evaluate(double[] linear) {
    if (outputs.length > 0) {
      kernel.evaluate(0, NOTHING, linear, outputs);
    }
    formulas.fill(linear, outputs, values);
    formulas.fillDerivatives(outputs, derivatives);
  }

  /** The number of coordinates of the search. */
  int coordinates() {
    return formulas.coordinates();
  }

  double value(int slot) {
    return values[slot];
  }

  /** The first derivative entry of a slot; its last is before that of the next slot. */
  int firstEntry(int slot) {
    return formulas.firstEntry(slot);
  }

  /** The coordinate by which an entry differentiates. */
  int coordinate(int entry) {
    return formulas.coordinate(entry);
  }

  /** ∂slot/∂coordinate on the linear scale. */
  double derivative(int entry) {
    return derivatives[entry];
  }
}
