package org.lamarck.worker.field;

import java.util.List;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Point;

/** A system of an {@link ArrayFieldPlan}, for one thread. */
public final class ArrayField implements Differentiable {
  private final ArrayFieldPlan plan;
  private final Compiled slopes;
  private final Compiled forward;
  private final Compiled backward;
  private final double[] bars;
  private final double[] now = new double[1];

  ArrayField(ArrayFieldPlan plan, ArrayPlan slopes, ArrayPlan forward, ArrayPlan backward) {
    this.plan = plan;
    this.slopes = new Compiled(slopes);
    this.forward = new Compiled(forward);
    this.backward = new Compiled(backward);
    this.bars = new double[plan.states() + plan.constants()];
  }

  @Override
  public int states() {
    return plan.states();
  }

  @Override
  public int constants() {
    return plan.constants();
  }

  @Override
  public boolean isAutonomous() {
    return !plan.isTimed();
  }

  @Override
  public void slopes(Point at, double[] f) {
    slopes.begin(at);
    slopes.run(f);
  }

  @Override
  public void jvp(Point at, double[] dy, double[] dp, double[] df) {
    forward.begin(at);
    forward.give(dy);
    forward.give(dp);
    forward.run(df);
  }

  @Override
  public void vjp(Point at, double[] z, double[] yBar, double[] pBar) {
    backward.begin(at);
    backward.give(z);
    backward.run(bars);
    System.arraycopy(bars, 0, yBar, 0, plan.states());
    for (int k = 0; k < plan.constants(); k++) {
      pBar[k] += bars[plan.states() + k];
    }
  }

  private double[] time(Point at) {
    now[0] = at.time();
    return now;
  }

  /** A program whose inputs are given in their order, from arrays that are cut at their shapes. */
  private final class Compiled {
    private final Workspace workspace;
    private final int[] inputs; // elements of each
    private final int[] outputs;
    private int next;

    Compiled(ArrayPlan compiled) {
      workspace = compiled.newWorkspace();
      inputs = counts(compiled.program().inputs());
      outputs = counts(compiled.program().outputs());
    }

    private static int[] counts(List<Node> nodes) {
      return nodes.stream().mapToInt(node -> node.shape().count()).toArray();
    }

    void begin(Point at) {
      next = 0;
      if (plan.isTimed()) {
        workspace.set(next++, time(at), 0);
      }
      give(at.state(), plan.states());
      give(at.constants(), plan.constants());
    }

    /** Gives the next inputs the elements of an array. */
    void give(double[] values) {
      give(values, values.length);
    }

    private void give(double[] values, int length) {
      for (int from = 0; from < length; from += inputs[next++]) {
        workspace.set(next, values, from);
      }
    }

    /** Runs it; the outputs, one after another. */
    void run(double[] out) {
      workspace.run();
      int to = 0;
      for (int k = 0; k < outputs.length; k++) {
        workspace.get(k, out, to);
        to += outputs[k];
      }
    }
  }
}
