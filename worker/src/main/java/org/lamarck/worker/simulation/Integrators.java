package org.lamarck.worker.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.memory.MemoryBudget;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.sensitivity.AdjointIntegrator;
import org.lamarck.worker.sensitivity.GradientWork;
import org.lamarck.worker.sensitivity.SteadyDerivatives;
import org.lamarck.worker.sensitivity.TangentIntegrator;
import org.lamarck.worker.steady.SteadyState;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.tolerance.Tolerances;

/** The integrators of one thread, made when first used; all simulations of one model share them. */
public final class Integrators {
  private final OdeSystem system;
  private final Tolerances tolerances;
  private final BooleanSupplier cancelled;
  private @Nullable OdeIntegrator plain;
  private @Nullable TangentIntegrator tangent;
  private @Nullable GradientWork work;
  private @Nullable SteadyState steady;
  private @Nullable SteadyDerivatives steadyDerivatives;
  private final MemoryBudget room = MemoryBudget.ofOneThread();
  private final List<AdjointIntegrator> adjoints = new ArrayList<>();

  /** Integrators of a system. */
  public Integrators(OdeSystem system, Tolerances tolerances) {
    this(system, tolerances, () -> false);
  }

  /**
   * Integrators that can be stopped.
   *
   * @param cancelled asked before each step; when true, the integration fails with TIME_LIMIT
   */
  public Integrators(OdeSystem system, Tolerances tolerances, BooleanSupplier cancelled) {
    this.system = system;
    this.tolerances = tolerances;
    this.cancelled = cancelled;
  }

  /** n. */
  public int states() {
    return system.structure().states();
  }

  /** The length of p, with what follows the constants of the model. */
  public int constants() {
    return system.structure().constants();
  }

  OdeIntegrator plain() {
    OdeIntegrator known = plain;
    if (known == null) {
      known =
          new OdeIntegrator(
              new Step(system, Step.Derivatives.NONE, Rodas5P.METHOD), tolerances, cancelled);
      plain = known;
    }
    return known;
  }

  TangentIntegrator tangent() {
    TangentIntegrator known = tangent;
    if (known == null) {
      known = new TangentIntegrator(system, tolerances, cancelled);
      tangent = known;
    }
    return known;
  }

  /** What derivatives of a step cost, by tangents and by a sweep back. */
  public GradientWork work() {
    GradientWork known = work;
    if (known == null) {
      known = new GradientWork(system);
      work = known;
    }
    return known;
  }

  SteadyState steady() {
    SteadyState known = steady;
    if (known == null) {
      known = new SteadyState(system, tolerances, cancelled);
      steady = known;
    }
    return known;
  }

  SteadyDerivatives steadyDerivatives() {
    SteadyDerivatives known = steadyDerivatives;
    if (known == null) {
      known = new SteadyDerivatives(system);
      steadyDerivatives = known;
    }
    return known;
  }

  /**
   * An adjoint whose steps are kept while other simulations use others.
   *
   * @param record its number, from 0
   */
  AdjointIntegrator adjoint(int record) {
    while (adjoints.size() <= record) {
      adjoints.add(new AdjointIntegrator(system, tolerances, room, cancelled));
    }
    return adjoints.get(record);
  }
}
