package org.lamarck.worker.objective.segment;

import java.util.List;

/**
 * The observables of a segment that has been simulated, at one of its measurements after the other.
 * Serves one thread.
 */
public final class SimulatedObservables {
  private final ProblemPlan plan;
  private final ParameterValues values;
  private final List<ObservableKernel> kernels;
  private final int constants;
  private final double[] y;
  private final double[] inputs; // constants, then extras
  private double time;

  /**
   * Observables of a problem.
   *
   * @param values of the parameters; read whenever a measurement is gone to
   */
  public SimulatedObservables(ProblemPlan plan, ParameterValues values) {
    this.plan = plan;
    this.values = values;
    kernels = plan.newKernels();
    constants = plan.model().constants().size();
    y = new double[plan.model().states().size()];
    inputs = new double[constants + plan.mostExtras()];
  }

  /** Begins with a segment, whose constants its measurements share. */
  public void begin(SegmentSimulation simulation) {
    System.arraycopy(simulation.constants(), 0, inputs, 0, constants);
  }

  /**
   * Goes to a measurement of the segment that was begun with.
   *
   * @param i its place among those of the segment
   * @return the kernel of its observable, which answers when it is evaluated here
   */
  public ObservableKernel at(SegmentSimulation simulation, int i) {
    SegmentPlan segment = simulation.plan();
    MeasurementPlan measurement = plan.measurements().get(segment.measurements()[i]);
    int output = segment.timeIndex()[i];
    time = simulation.time(output);
    simulation.states(output, y);
    measurement.fillExtras(values, inputs, constants);
    return kernels.get(measurement.observable());
  }

  /** Computes h, σ and further parameters of the noise at the measurement that was gone to. */
  public void evaluate(ObservableKernel kernel) {
    kernel.evaluate(time, y, inputs);
  }

  /** Computes the partial derivatives of all of them. */
  public void differentiate(ObservableKernel kernel) {
    kernel.differentiate(time, y, inputs);
  }
}
