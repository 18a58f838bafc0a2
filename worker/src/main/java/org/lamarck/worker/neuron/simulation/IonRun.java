package org.lamarck.worker.neuron.simulation;

import java.util.Arrays;
import org.lamarck.worker.neuron.cable.Cable;
import org.lamarck.worker.neuron.cable.Conductances;
import org.lamarck.worker.neuron.cable.Couplings;

/**
 * The concentrations of an ion in one thread: V·c′ = diffusion + what mechanisms do, by backward
 * Euler whatever the scheme of the voltages is.
 */
final class IonRun {
  private final IonPlan plan;
  private final int compartments;
  private final double dt;
  private final Couplings couplings;
  private final ImplicitSolver solver;
  private final double[] slowness; // 1/D, ms/µm²
  private final double[] ofSlowness;
  private final double[] coupling;
  private final double[] charge;

  IonRun(IonPlan plan, NetworkPlan network) {
    Cable cable = network.cable();
    this.plan = plan;
    dt = network.settings().dt();
    compartments = cable.compartments();
    couplings = new Couplings(cable, network.network().cells(), 1, 0);
    int factorsAt = network.factorsAt(plan.field());
    solver = new ImplicitSolver(cable, plan.at(), factorsAt, false, false);
    slowness = new double[compartments];
    ofSlowness = new double[compartments];
    coupling = new double[cable.nodes()];
    charge = new double[cable.nodes()];
  }

  ImplicitSolver solver() {
    return solver;
  }

  /** Before the first step with some numbers. */
  void prepare(Conductances conductances, double[] numbers) {
    System.arraycopy(conductances.volume(), 0, charge, 0, compartments);
    if (plan.ion().diffuses()) {
      for (int i = 0; i < compartments; i++) {
        slowness[i] = 1 / numbers[plan.diffusionAt() + i];
      }
      couplings.compute(numbers, 0, slowness, coupling);
    } else { // branch points stay where they are
      Arrays.fill(charge, compartments, charge.length, 1);
    }
    solver.prepare(charge, coupling, dt);
  }

  /** The concentrations that a run begins with. */
  void begin(double[] state, double[] numbers) {
    System.arraycopy(numbers, plan.initialAt(), state, plan.at(), compartments);
  }

  /** The adjoint of {@link #begin}. */
  void pullBackBegin(double[] ofState, double[] ofNumbers) {
    for (int i = 0; i < compartments; i++) {
      ofNumbers[plan.initialAt() + i] += ofState[plan.at() + i];
    }
  }

  /** Adds the adjoints of volumes, geometry and diffusion, after all steps. */
  void pullBack(double[] numbers, double[] ofVolume, double[] ofNumbers) {
    for (int i = 0; i < compartments; i++) {
      ofVolume[i] += solver.ofCharge()[i];
    }
    if (plan.ion().diffuses()) {
      Arrays.fill(ofSlowness, 0);
      double[] ofCoupling = solver.ofCoupling(dt);
      couplings.pullBack(numbers, 0, slowness, coupling, ofCoupling, ofNumbers, ofSlowness);
      for (int i = 0; i < compartments; i++) {
        ofNumbers[plan.diffusionAt() + i] -= ofSlowness[i] * slowness[i] * slowness[i];
      }
    }
  }
}
