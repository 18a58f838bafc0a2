package org.lamarck.worker.lanes;

import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Point;

/**
 * A system of a {@link LanePlan}, for one thread. Its constants are given by {@link #constants},
 * once for each integration and not at each point.
 */
public final class LaneField implements Differentiable {
  private final LanePlan plan;
  private final Compiled slopes;
  private final Compiled forward;
  private final Compiled backward;

  LaneField(LanePlan plan, ArrayPlan slopes, ArrayPlan forward, ArrayPlan backward) {
    this.plan = plan;
    this.slopes = new Compiled(slopes);
    this.forward = new Compiled(forward);
    this.backward = new Compiled(backward);
  }

  @Override
  public int states() {
    return plan.states() * plan.lanes();
  }

  @Override
  public int constants() {
    return plan.constants().length * plan.lanes() + plan.shared().length;
  }

  @Override
  public int lanes() {
    return plan.lanes();
  }

  /** Lanes whose system turns out to be stiff are integrated one by one. */
  @Override
  public boolean leavesStiffness() {
    return true;
  }

  @Override
  public boolean isAutonomous() {
    return !plan.isTimed();
  }

  /** The constants from now on. */
  public void constants(double[] p) {
    slopes.constants(p);
    forward.constants(p);
    backward.constants(p);
  }

  @Override
  public void slopes(Point at, double[] f) {
    slopes.begin(at);
    slopes.run();
    slopes.read(0, plan.states(), f);
  }

  @Override
  public void jvp(Point at, double[] dy, double[] dp, double[] df) {
    forward.begin(at);
    int given = forward.firstConstant + plan.constants().length + plan.widths().length;
    forward.write(given, plan.states(), dy);
    forward.writeConstants(given + plan.states(), dp);
    forward.run();
    forward.read(0, plan.states(), df);
  }

  @Override
  public void vjp(Point at, double[] z, double[] yBar, double[] pBar) {
    backward.begin(at);
    int given = backward.firstConstant + plan.constants().length + plan.widths().length;
    backward.write(given, plan.states(), z);
    backward.run();
    backward.read(0, plan.states(), yBar);
    backward.addConstants(plan.states(), pBar);
  }

  /** A program whose inputs are time, where there is any, states, constants, and others. */
  private final class Compiled {
    final int firstConstant;
    private final int lanes = plan.lanes();
    private final Workspace workspace;
    private final double[] memory;
    private final int[] inputs;
    private final int[] outputs;

    Compiled(ArrayPlan compiled) {
      workspace = compiled.newWorkspace();
      memory = workspace.memory();
      inputs = new int[compiled.program().inputs().size()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = compiled.inputPlace(i);
      }
      outputs = new int[compiled.program().outputs().size()];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = compiled.outputPlace(i);
      }
      firstConstant = plan.states() + (plan.isTimed() ? 1 : 0);
    }

    void constants(double[] p) {
      writeConstants(firstConstant, p);
    }

    /** Numbers by constant: those of the lanes, then shared ones. */
    void writeConstants(int input, double[] values) {
      int own = plan.constants().length;
      write(input, own, values);
      int from = own * lanes;
      for (int i = 0; i < plan.widths().length; i++) {
        int width = plan.widths()[i];
        System.arraycopy(values, from, memory, inputs[input + own + i], width);
        from += width;
      }
    }

    void begin(Point at) {
      if (plan.isTimed()) {
        memory[inputs[0]] = at.time();
      }
      write(plan.isTimed() ? 1 : 0, plan.states(), at.state());
    }

    void write(int input, int count, double[] values) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(values, i * lanes, memory, inputs[input + i], lanes);
      }
    }

    void run() {
      workspace.run();
    }

    void read(int output, int count, double[] values) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(memory, outputs[output + i], values, i * lanes, lanes);
      }
    }

    /** Outputs that lie one behind the other are added at once: short loops take long. */
    void addConstants(int output, double[] values) {
      int own = plan.constants().length;
      int last = own + plan.widths().length - 1;
      int to = 0;
      int from = 0;
      int width = 0;
      for (int i = 0; i <= last; i++) {
        from = width == 0 ? outputs[output + i] : from;
        width += i < own ? lanes : plan.widths()[i - own];
        if (i == last || outputs[output + i + 1] != from + width) {
          add(values, to, from, width);
          to += width;
          width = 0;
        }
      }
    }

    private void add(double[] values, int to, int from, int width) {
      for (int k = 0; k < width; k++) {
        values[to + k] += memory[from + k];
      }
    }
  }
}
