package org.lamarck.worker.array.plan;

import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Scan;
import org.lamarck.worker.array.Shape;

/**
 * Computes the results of a scan one behind the other.
 *
 * @param from where its arguments begin
 * @param to where its results go
 * @param inner which of the inner workspaces its body is computed in
 */
@SuppressWarnings("ArrayRecordComponent") // places, made once
record ScanStep(Scan scan, int[] from, int to, int inner) implements ArrayPlan.Step {
  @Override
  public void run(Workspace workspace) {
    double[] m = workspace.memory();
    Workspace body = workspace.inner(inner);
    keep(m, body);
    for (int step = 0; step < scan.steps(); step++) {
      int place = scan.reversed() ? scan.steps() - 1 - step : step;
      slice(m, place, body);
      body.run();
      store(m, place, body);
      carry(m, body);
    }
  }

  private Shape input(int i) {
    return scan.body().inputs().get(i).shape();
  }

  /** Gives the body what stays, and what is carried into the first step. */
  private void keep(double[] m, Workspace body) {
    for (int i = 0; i < from.length; i++) {
      if (!scan.isSliced(i)) {
        body.set(i, m, from[i]);
      }
    }
  }

  private void slice(double[] m, int place, Workspace body) {
    for (int i = scan.carried(); i < scan.carried() + scan.sliced(); i++) {
      body.set(i, m, from[i] + place * input(i).count());
    }
  }

  private void store(double[] m, int place, Workspace body) {
    ArrayProgram program = scan.body();
    int offset = to;
    for (int i = 0; i < program.outputs().size(); i++) {
      int count = program.outputs().get(i).shape().count();
      if (i < scan.carried()) {
        body.get(i, m, offset);
        offset += count;
      } else {
        body.get(i, m, offset + place * count);
        offset += scan.steps() * count;
      }
    }
  }

  private void carry(double[] m, Workspace body) {
    int offset = to;
    for (int i = 0; i < scan.carried(); i++) {
      body.set(i, m, offset);
      offset += input(i).count();
    }
  }
}
