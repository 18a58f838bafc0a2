package org.lamarck.worker.simulation;

import java.util.Arrays;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.sensitivity.AdjointIntegrator;
import org.lamarck.worker.sensitivity.SteadyDerivatives;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.tolerance.EventMemory;

/**
 * One integration, to times or to a steady state, with what its derivatives need. Whoever calls
 * writes {@link #constants}, {@link #start} and, for tangents, {@link #startTangents} and the
 * values of {@link #seeds} before it. Arrays are used again from call to call. Serves one thread.
 */
public final class Simulation {
  /** What is carried along with the states. */
  public enum Carried {
    NOTHING,
    TANGENTS,
    /** The steps, for {@link #pullBack}. */
    STEPS
  }

  private final Integrators integrators;
  private final Seeds seeds;
  private final int outputs;
  private final int record;
  private final int[] watched;
  private final int states;
  private final double[] p;
  private final double[] y0;
  private final double[] y;
  private RowMatrix s0 = new RowMatrix(0, 0);
  private RowMatrix s = s0; // outputs · n rows
  private EventMemory memory = EventMemory.NONE;
  private boolean isSteady;
  private double steadyTime;
  private boolean isImplicit;
  private boolean followsTrajectory;

  /**
   * A simulation.
   *
   * @param outputs the number of output times; 1 of a steady state
   * @param seeds the pattern of the constants' derivatives, P directions
   * @param record which of the adjoints keeps its steps; others must not use it until {@link
   *     #pullBack} has returned
   * @param watched the states that outputs are read of, ascending
   */
  public Simulation(Integrators integrators, int outputs, Seeds seeds, int record, int[] watched) {
    this.integrators = integrators;
    this.seeds = seeds;
    this.outputs = outputs;
    this.record = record;
    this.watched = watched;
    states = integrators.states();
    p = new double[integrators.constants()];
    y0 = new double[states];
    y = new double[outputs * states];
  }

  /** p, with what follows the model's constants; an integration leaves modes of its end there. */
  public double[] constants() {
    return p;
  }

  /** y₀, n numbers. */
  public double[] start() {
    return y0;
  }

  /** ∂y₀/∂θ, n × P, row-major. */
  public double[] startTangents() {
    if (!s.isOf(outputs * states, seeds.directions())) {
      s0 = new RowMatrix(states, seeds.directions());
      s = new RowMatrix(outputs * states, seeds.directions());
    }
    return s0.values();
  }

  /** ∂p/∂θ. */
  public Seeds seeds() {
    return seeds;
  }

  /** The states at the outputs, outputs × n; not to be written to. */
  public double[] states() {
    return y;
  }

  /** Their derivatives, outputs × n × P; not to be written to. */
  public double[] tangents() {
    return s.values();
  }

  /** What the last one leaves to one that goes on. */
  public EventMemory memory() {
    return memory;
  }

  /** When the last one came near enough to its steady state. */
  public double steadyTime() {
    return steadyTime;
  }

  /** Integrates to the times of a grid. */
  public Outcome integrate(TimeGrid grid, Carried carried) {
    isSteady = false;
    Outcome outcome;
    switch (carried) {
      case NOTHING -> {
        outcome = integrators.plain().integrate(grid, y0, p, y);
        memory = integrators.plain().memory();
      }
      case TANGENTS -> {
        outcome = integrators.tangent().integrate(grid, y0, s0, p, seeds, y, s, watched);
        memory = integrators.tangent().memory();
      }
      default -> {
        AdjointIntegrator adjoint = integrators.adjoint(record);
        outcome = adjoint.forward(grid, y0, p, y);
        memory = adjoint.memory();
      }
    }
    return outcome;
  }

  /**
   * Integrates to the steady state; the derivatives are its own, or those of the trajectory where
   * it has none.
   *
   * @param grid of which the start and the memory of events count
   */
  public Outcome settle(TimeGrid grid, Carried carried) {
    isSteady = true;
    Outcome outcome = integrators.steady().find(grid, y0, p, y);
    steadyTime = integrators.steady().time();
    memory = integrators.steady().memory();
    if (outcome instanceof Outcome.Failed || carried == Carried.NOTHING) {
      return outcome;
    }
    SteadyDerivatives derivatives = integrators.steadyDerivatives();
    isImplicit =
        integrators.steady().isIsolated() && derivatives.linearise(new Point(steadyTime, y, p));
    followsTrajectory = !isImplicit || integrators.steady().hasJumped();
    if (followsTrajectory) {
      Outcome trajectory = follow(grid.until(steadyTime), carried);
      if (trajectory instanceof Outcome.Failed) {
        return trajectory;
      }
    } else if (carried == Carried.TANGENTS) {
      System.arraycopy(s0.values(), 0, s.values(), 0, s0.values().length);
    }
    if (isImplicit && carried == Carried.TANGENTS) {
      derivatives.carry(s, seeds);
    }
    return outcome;
  }

  /** The derivatives of the trajectory, whose states are known. */
  private Outcome follow(TimeGrid trajectory, Carried carried) {
    double[] ignored = new double[states];
    double[] constants = p.clone(); // with modes of the steady state, which are wanted later
    return carried == Carried.TANGENTS
        ? integrators.tangent().integrate(trajectory, y0, s0, constants, seeds, ignored, s)
        : integrators.adjoint(record).forward(trajectory, y0, constants, ignored);
  }

  /**
   * Pulls derivatives back to the start, after an integration that carried its steps.
   *
   * @param bars derivatives by the states, outputs × n; changed
   * @param steadyBar receives, by adding, what a steady state's equations say of the constants
   * @param startBar becomes those by the states at the start, n
   * @param constantBar becomes what steps say of those by the constants, the length of p
   */
  public Outcome pullBack(
      double[] bars, double[] steadyBar, double[] startBar, double[] constantBar) {
    if (isSteady && isImplicit) {
      SteadyDerivatives derivatives = integrators.steadyDerivatives();
      derivatives.linearise(new Point(steadyTime, y, p)); // others have used it since
      derivatives.transpose(new Bars(bars, steadyBar));
    }
    if (isSteady && !followsTrajectory) {
      System.arraycopy(bars, 0, startBar, 0, states);
      Arrays.fill(constantBar, 0.0);
      return new Outcome.Completed(0, 0);
    }
    return integrators.adjoint(record).backward(bars, new Bars(startBar, constantBar));
  }
}
