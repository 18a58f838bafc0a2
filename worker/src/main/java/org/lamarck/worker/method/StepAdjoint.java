package org.lamarck.worker.method;

/**
 * The adjoint of steps of one method: the transpose of its {@link StepTangent}, from the end of a
 * step to its start.
 */
public interface StepAdjoint {
  /**
   * A sweep back begins.
   *
   * @param history the steps it goes over
   * @param start where they began
   */
  void begin(StepHistory history, double start);

  /**
   * Goes back over step k, as which the step has been restored.
   *
   * @param outputs derivatives by the outputs within the step
   * @param bars from the end of the step to its start
   */
  void transpose(int k, OutputBars outputs, Bars bars);
}
