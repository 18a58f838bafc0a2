package org.lamarck.worker.neuron.simulation;

import java.util.ArrayList;
import java.util.List;

/** The steps of a run, kept as far as the budget allows and made once more where it does not. */
final class Tape {
  private final int stateSize;
  private final int factorSize;
  private double[][] states = new double[0][];
  private double[][] factors = new double[0][];
  private final List<double[][]> levels = new ArrayList<>();
  private Checkpoints checkpoints = new Checkpoints(1, 1);
  private int steps;

  /** Makes a step from a state. */
  interface Step {
    void make(int step, double[] state, double[] next, double[] factors);
  }

  /** Is told each state. */
  interface Observer {
    void at(int step, double[] state);
  }

  /** Goes back over a step. */
  interface StepBack {
    void make(int step, double[] state, double[] next, double[] factors);
  }

  Tape(int stateSize, int factorSize) {
    this.stateSize = stateSize;
    this.factorSize = factorSize;
  }

  /** Before a run of so many steps. */
  void begin(int ofSteps, long budget) {
    if (ofSteps == steps && states.length > 0) {
      return;
    }
    steps = ofSteps;
    long state = 8L * stateSize;
    checkpoints = Checkpoints.of(steps, state, state + 8L * factorSize, budget);
    states = new double[checkpoints.parts() + 1][stateSize];
    factors = new double[checkpoints.parts()][factorSize];
    levels.clear();
    for (int i = 0; i < checkpoints.levels() - 1; i++) {
      levels.add(new double[checkpoints.parts()][stateSize]);
    }
  }

  /** The state that the run begins with. */
  double[] initial() {
    return levels.isEmpty() ? states[0] : levels.get(0)[0];
  }

  /** Makes all steps. */
  void advance(Step step, Observer observer) {
    if (levels.isEmpty()) {
      for (int i = 0; i < steps; i++) {
        step.make(i, states[i], states[i + 1], factors[i]);
        observer.at(i + 1, states[i + 1]);
      }
      return;
    }
    advance(step, observer, 0, 0, steps);
  }

  /**
   * Makes the steps of a segment from its first checkpoint and keeps the beginnings of its parts.
   */
  private void advance(Step step, Observer observer, int level, int begin, int end) {
    double[][] kept = levels.get(level);
    int stride = checkpoints.stride(level);
    System.arraycopy(kept[0], 0, states[0], 0, stateSize);
    for (int i = begin; i < end; i++) {
      int now = (i - begin) & 1;
      if ((i - begin) % stride == 0) {
        System.arraycopy(states[now], 0, kept[(i - begin) / stride], 0, stateSize);
      }
      step.make(i, states[now], states[1 - now], factors[0]);
      observer.at(i + 1, states[1 - now]);
    }
  }

  /** Goes back over all steps, from the last to the first. */
  void reverse(Step step, StepBack back) {
    if (levels.isEmpty()) {
      back(back, 0, steps);
    } else {
      reverse(step, back, 0, 0, steps);
    }
  }

  /** Goes back over a segment of which the parts' beginnings are kept. */
  private void reverse(Step step, StepBack back, int level, int begin, int end) {
    int stride = checkpoints.stride(level);
    for (int part = (end - begin - 1) / stride; part >= 0; part--) {
      int first = begin + part * stride;
      int last = Math.min(end, first + stride);
      double[] state = levels.get(level)[part];
      if (level == levels.size() - 1) {
        System.arraycopy(state, 0, states[0], 0, stateSize);
        for (int i = first; i < last; i++) {
          step.make(i, states[i - first], states[i - first + 1], factors[i - first]);
        }
        back(back, first, last);
      } else {
        System.arraycopy(state, 0, levels.get(level + 1)[0], 0, stateSize);
        advance(step, (at, made) -> {}, level + 1, first, last);
        reverse(step, back, level + 1, first, last);
      }
    }
  }

  private void back(StepBack back, int first, int last) {
    for (int i = last - 1; i >= first; i--) {
      back.make(i, states[i - first], states[i - first + 1], factors[i - first]);
    }
  }
}
