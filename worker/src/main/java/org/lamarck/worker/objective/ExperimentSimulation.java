package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.integrate.OdeSystem;
import org.lamarck.worker.integrate.Outcome;
import org.lamarck.worker.integrate.Rodas5P;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.integrate.Tolerances;
import org.lamarck.worker.sensitivity.AdjointRodas5P;
import org.lamarck.worker.sensitivity.Seeds;
import org.lamarck.worker.sensitivity.TangentRodas5P;

/**
 * Simulates one experiment, and pulls derivatives with respect to its states and constants back to
 * the coordinates of the search. Has workspaces of its own and serves one thread.
 */
final class ExperimentSimulation {
  private final ExperimentPlan plan;
  private final OdeSystem system;
  private final Tolerances tolerances;
  private final TimeGrid grid;
  private final int states;
  private final int constants;

  /** What the model is at the start: filled by {@link #start}. */
  private final double[] p;

  private final double[] y0;
  private final double[] y;

  /** Directions of the tangent: coordinates that reach a state. */
  private final int[] directionCoordinate;

  private final Seeds seeds;
  private final int[] seedEntry;
  private final int[] initialEntry;
  private final int[] initialPlace;

  /** Entries whose constant the observables may use. */
  private final int[] constantEntry;

  private @Nullable Rodas5P plain;
  private @Nullable TangentRodas5P tangent;
  private @Nullable AdjointRodas5P adjoint;
  private double[] s0 = {};
  private double[] s = {};
  private final double[] y0Bar;
  private final double[] pBar;

  ExperimentSimulation(ExperimentPlan plan, OdeSystem system, Tolerances tolerances) {
    this.plan = plan;
    this.system = system;
    this.tolerances = tolerances;
    this.grid = TimeGrid.of(plan.startTime(), plan.times());
    this.states = system.structure().states();
    this.constants = plan.constants();
    p = new double[system.structure().constants()]; // with the modes of switches at the end
    y0 = new double[states];
    y = new double[plan.times().length * states];
    y0Bar = new double[states];
    pBar = new double[p.length];

    boolean[] moves = new boolean[p.length];
    for (int k : system.structure().rateConstants().column()) {
      moves[k] = true;
    }
    Map<Integer, Integer> directionOf = new TreeMap<>();
    for (int e = 0; e < plan.entries(); e++) {
      if (plan.row(e) >= constants || moves[plan.row(e)]) {
        directionOf.put(plan.coordinate(e), 0);
      }
    }
    directionCoordinate = directionOf.keySet().stream().mapToInt(Integer::intValue).toArray();
    for (int d = 0; d < directionCoordinate.length; d++) {
      directionOf.put(directionCoordinate[d], d);
    }
    List<Integer> seeded = new ArrayList<>();
    List<Integer> initials = new ArrayList<>();
    List<Integer> onConstants = new ArrayList<>();
    for (int e = 0; e < plan.entries(); e++) {
      if (plan.row(e) >= constants) {
        initials.add(e);
      } else {
        onConstants.add(e);
        if (moves[plan.row(e)]) {
          seeded.add(e);
        }
      }
    }
    seedEntry = seeded.stream().mapToInt(Integer::intValue).toArray();
    initialEntry = initials.stream().mapToInt(Integer::intValue).toArray();
    constantEntry = onConstants.stream().mapToInt(Integer::intValue).toArray();
    initialPlace = new int[initialEntry.length];
    for (int i = 0; i < initialPlace.length; i++) {
      initialPlace[i] =
          (plan.row(initialEntry[i]) - constants) * directionCoordinate.length
              + directionOf.getOrDefault(plan.coordinate(initialEntry[i]), 0);
    }
    seeds =
        new Seeds(
            p.length,
            directionCoordinate.length,
            Arrays.stream(seedEntry).map(plan::row).toArray(),
            Arrays.stream(seedEntry)
                .map(e -> directionOf.getOrDefault(plan.coordinate(e), 0))
                .toArray());
  }

  ExperimentPlan plan() {
    return plan;
  }

  /** The number of parameters that reach a state. */
  int directions() {
    return directionCoordinate.length;
  }

  /** Computes constants and initial states at the formulas' current values. */
  void start(ParameterFormulas formulas) {
    plan.start(formulas, p, y0);
  }

  /** Constants after {@link #start}; not to be written. */
  double[] constants() {
    return p;
  }

  /** Simulates without derivatives. */
  Outcome simulate() {
    if (plain == null) {
      plain = new Rodas5P(system, tolerances);
    }
    return plain.integrate(grid, y0, p, y);
  }

  /** Simulates with tangents, for {@link #pullForward}. */
  Outcome simulateWithTangents() {
    if (tangent == null) {
      tangent = new TangentRodas5P(system, tolerances);
      s0 = new double[states * directionCoordinate.length];
      s = new double[plan.times().length * s0.length];
    }
    for (int i = 0; i < seedEntry.length; i++) {
      seeds.values()[i] = plan.value(seedEntry[i]);
    }
    for (int i = 0; i < initialEntry.length; i++) {
      s0[initialPlace[i]] = plan.value(initialEntry[i]);
    }
    return tangent.integrate(grid, y0, s0, p, seeds, y, s);
  }

  /** Simulates and keeps the steps, for {@link #pullBackward}. */
  Outcome simulateForAdjoint() {
    if (adjoint == null) {
      adjoint = new AdjointRodas5P(system, tolerances);
    }
    return adjoint.forward(grid, y0, p, y);
  }

  /** Copies the states at a time of the plan. */
  void states(int time, double[] target) {
    System.arraycopy(y, time * states, target, 0, states);
  }

  /**
   * Adds to {@code gradient} what derivatives by the states at one time mean for the coordinates,
   * by the tangents.
   *
   * @param bar derivatives by states, from position 0
   */
  void pullForward(int time, double[] bar, double[] gradient) {
    int width = directionCoordinate.length;
    for (int i = 0; i < states; i++) {
      double weight = bar[i];
      if (weight != 0) {
        int row = (time * states + i) * width;
        for (int d = 0; d < width; d++) {
          gradient[directionCoordinate[d]] += weight * s[row + d];
        }
      }
    }
  }

  /**
   * Adds to {@code gradient} what derivatives by the states at all times mean for the coordinates,
   * by one sweep back.
   *
   * @param bars derivatives by the states, times × states
   */
  Outcome pullBackward(double[] bars, double[] gradient) {
    if (adjoint == null) {
      throw new IllegalStateException("pullBackward comes after simulateForAdjoint");
    }
    Outcome outcome = adjoint.backward(bars, y0Bar, pBar);
    for (int e : initialEntry) {
      gradient[plan.coordinate(e)] += y0Bar[plan.row(e) - constants] * plan.value(e);
    }
    for (int e : seedEntry) {
      gradient[plan.coordinate(e)] += pBar[plan.row(e)] * plan.value(e);
    }
    return outcome;
  }

  /**
   * Adds to {@code gradient} what derivatives by the constants mean for the coordinates.
   *
   * @param bar derivatives by constants, from position {@code offset}
   */
  void pullConstants(double[] bar, int offset, double[] gradient) {
    for (int e : constantEntry) {
      gradient[plan.coordinate(e)] += bar[offset + plan.row(e)] * plan.value(e);
    }
  }
}
