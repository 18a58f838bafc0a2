package org.lamarck.worker.neuron.simulation;

import java.util.List;
import org.lamarck.worker.neuron.network.ParameterLayout;

/** The clamps of a run: nodes that are held by their equations, and states that are overwritten. */
final class ClampRun {
  private final List<Clamp> clamps;
  private final int[] fields; // −1 for states of mechanisms
  private final int[] places; // nodes of fields, or places in the state

  ClampRun(List<Clamp> clamps, NetworkPlan plan) {
    this.clamps = clamps;
    fields = new int[clamps.size()];
    places = new int[clamps.size()];
    for (int i = 0; i < fields.length; i++) {
      Clamp clamp = clamps.get(i);
      fields[i] = field(clamp.key(), plan);
      places[i] = fields[i] >= 0 ? clamp.instance() : plan.state(clamp.key(), clamp.instance());
    }
  }

  private static int field(String key, NetworkPlan plan) {
    if (key.equals(ParameterLayout.VOLTAGE)) {
      return 0;
    }
    for (IonPlan ion : plan.ions()) {
      if (ion.ion().name().equals(key)) {
        return ion.field();
      }
    }
    return -1;
  }

  /** Tells solvers which nodes are held after a step. */
  void hold(int step, List<NodeSolver> solvers) {
    for (int i = 0; i < fields.length; i++) {
      double value = clamps.get(i).after(step);
      if (fields[i] >= 0 && !Double.isNaN(value)) {
        solvers.get(fields[i]).hold(places[i], value);
      }
    }
  }

  /** Sets states of mechanisms after a step. */
  void overwrite(int step, double[] next) {
    for (int i = 0; i < fields.length; i++) {
      double value = clamps.get(i).after(step);
      if (fields[i] < 0 && !Double.isNaN(value)) {
        next[places[i]] = value;
      }
    }
  }

  /** The adjoint of {@link #overwrite}. */
  void overwriteBack(int step, double[] ofNext) {
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] < 0 && !Double.isNaN(clamps.get(i).after(step))) {
        ofNext[places[i]] = 0;
      }
    }
  }
}
