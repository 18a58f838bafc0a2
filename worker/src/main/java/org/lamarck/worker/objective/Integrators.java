package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.OdeSystem;
import org.lamarck.worker.integrate.Room;
import org.lamarck.worker.integrate.SteadyState;
import org.lamarck.worker.integrate.Tolerances;
import org.lamarck.worker.sensitivity.AdjointIntegrator;
import org.lamarck.worker.sensitivity.GradientWork;
import org.lamarck.worker.sensitivity.SteadyDerivatives;
import org.lamarck.worker.sensitivity.TangentIntegrator;

/** The integrators of one thread, made when first used; all segments share them. */
final class Integrators {
  private final OdeSystem system;
  private final Tolerances tolerances;
  private @Nullable OdeIntegrator plain;
  private @Nullable TangentIntegrator tangent;
  private @Nullable GradientWork work;
  private @Nullable SteadyState steady;
  private @Nullable SteadyDerivatives steadyDerivatives;
  private final Room room = Room.ofOneThread();
  private final List<AdjointIntegrator> adjoints = new ArrayList<>();

  Integrators(OdeSystem system, Tolerances tolerances) {
    this.system = system;
    this.tolerances = tolerances;
  }

  /** n. */
  int states() {
    return system.structure().states();
  }

  /** The length of p, with what follows the constants of the model. */
  int constants() {
    return system.structure().constants();
  }

  OdeIntegrator plain() {
    OdeIntegrator known = plain;
    if (known == null) {
      known = new OdeIntegrator(system, tolerances);
      plain = known;
    }
    return known;
  }

  TangentIntegrator tangent() {
    TangentIntegrator known = tangent;
    if (known == null) {
      known = new TangentIntegrator(system, tolerances);
      tangent = known;
    }
    return known;
  }

  /** What derivatives of a step cost, by tangents and by a sweep back. */
  GradientWork work() {
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
      known = new SteadyState(system, tolerances);
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
   * An adjoint whose steps are kept while other segments use others.
   *
   * @param record its number, from 0
   */
  AdjointIntegrator adjoint(int record) {
    while (adjoints.size() <= record) {
      adjoints.add(new AdjointIntegrator(system, tolerances, room));
    }
    return adjoints.get(record);
  }
}
