package org.lamarck.worker.array.plan;

/** What one thread runs a plan in. Inputs keep their values from run to run until set again. */
public final class Workspace {
  private final ArrayPlan plan;
  private final double[] memory;
  private final Workspace[] inner;

  Workspace(ArrayPlan plan, double[] memory, Workspace[] inner) {
    this.plan = plan;
    this.memory = memory;
    this.inner = inner;
  }

  /**
   * The numbers it computes with, at the places that its plan tells; of these inputs may be written
   * and outputs read.
   */
  public double[] memory() {
    return memory;
  }

  Workspace inner(int scan) {
    return inner[scan];
  }

  /** Gives an input its elements. */
  public void set(int input, double... values) {
    int count = plan.program().inputs().get(input).shape().count();
    if (values.length != count) {
      throw new IllegalArgumentException(
          values.length + " numbers for input " + input + " of " + count);
    }
    set(input, values, 0);
  }

  /** Gives an input its elements from a place of an array. */
  public void set(int input, double[] values, int from) {
    int count = plan.program().inputs().get(input).shape().count();
    System.arraycopy(values, from, memory, plan.inputPlace(input), count);
  }

  /** Computes the outputs of the inputs. */
  public void run() {
    plan.run(this);
  }

  /** The elements of an output of the last run. */
  public double[] get(int output) {
    double[] values = new double[plan.program().outputs().get(output).shape().count()];
    get(output, values, 0);
    return values;
  }

  /** Puts the elements of an output of the last run to a place of an array. */
  public void get(int output, double[] values, int to) {
    int count = plan.program().outputs().get(output).shape().count();
    System.arraycopy(memory, plan.outputPlace(output), values, to, count);
  }

  /** One element of an output of the last run. */
  public double get(int output, int element) {
    return memory[plan.outputPlace(output) + element];
  }
}
