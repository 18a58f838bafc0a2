package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;

/**
 * What is done to the model before and while it is measured.
 *
 * @param id the condition's or experiment's name, for messages
 * @param periods in the order of their times, at least one that begins at a finite time; a
 *     measurement belongs to the last one that begins at or before its time
 * @param model index into the problem's models: the one it is done to
 */
public record Experiment(String id, List<Period> periods, int model) implements Serializable {
  public Experiment {
    periods = List.copyOf(periods);
    if (periods.isEmpty()) {
      throw new IllegalArgumentException("experiment " + id + " needs at least one period");
    }
  }

  /** An experiment on the first or only model. */
  public Experiment(String id, List<Period> periods) {
    this(id, periods, 0);
  }

  /** The same, on another model. */
  public Experiment withModel(int other) {
    return new Experiment(id, periods, other);
  }

  /**
   * A stretch of time that begins with assignments.
   *
   * @param id the names of its conditions, joined by {@code " + "}, for messages
   * @param start its first time; −∞ for a period that runs until a steady state
   * @param assignments made all at once at the start; targets are constants, states, or species
   *     that the model computes from their amounts (then the concentration is meant)
   */
  public record Period(String id, double start, List<Assignment> assignments)
      implements Serializable {
    public Period {
      assignments = List.copyOf(assignments);
    }
  }
}
