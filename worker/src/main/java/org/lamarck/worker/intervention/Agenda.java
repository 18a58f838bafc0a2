package org.lamarck.worker.intervention;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;

/**
 * Changes by their times. Times that differ by rounding alone are one: 0.1 + 0.2 and 0.3, and those
 * of samples, so that no period is shorter than a step can be.
 */
public final class Agenda {
  /** Of the time itself. */
  private static final double ROUNDING = 1e-9;

  private final TreeSet<Double> samples;
  private final NavigableMap<Double, List<Assignment>> changes = new TreeMap<>();

  /**
   * Assignments made all at once, by the values before.
   *
   * @param time from 0 on
   */
  public record Change(double time, List<Assignment> assignments) {
    public Change {
      assignments = List.copyOf(assignments);
    }
  }

  /**
   * An empty one.
   *
   * @param samples the times at which the model is looked at
   */
  public Agenda(Collection<Double> samples) {
    this.samples = new TreeSet<>(samples);
  }

  /** Adds changes; those of the same time are made at once. */
  public void addAll(List<Change> others) {
    for (Change change : others) {
      double time = nearest(changes.navigableKeySet(), nearest(samples, change.time()));
      changes.computeIfAbsent(time, fresh -> new ArrayList<>()).addAll(change.assignments());
    }
  }

  private static double nearest(NavigableSet<Double> known, double time) {
    double room = ROUNDING * Math.abs(time);
    Double after = known.ceiling(time - room);
    return after != null && after <= time + room ? after : time;
  }

  /** The experiment, whose one period begins at time 0, with the changes as further periods. */
  public Experiment appliedTo(Experiment experiment) {
    Period first = experiment.periods().get(0);
    List<Assignment> atStart = new ArrayList<>(first.assignments());
    List<Period> periods = new ArrayList<>();
    changes.forEach(
        (time, assignments) -> {
          if (time <= first.start()) {
            atStart.addAll(assignments);
          } else {
            periods.add(new Period(first.id(), time, assignments));
          }
        });
    periods.add(0, new Period(first.id(), first.start(), atStart));
    return new Experiment(experiment.id(), periods, experiment.model());
  }
}
