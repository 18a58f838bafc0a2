package org.lamarck.worker.neuron.cable;

import java.util.List;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Compartment;
import org.lamarck.worker.neuron.morphology.Morphology;

/**
 * Membranes and couplings of the nodes of a cable by radius, length, axial resistivity and specific
 * capacitance of their compartments, and the adjoint of that.
 *
 * <p>Between the middles of two compartments lie resistive loads R in 1/µm; with a resistivity ρ in
 * Ω·cm the coupling is 10⁷/(ρ₁R₁ + ρ₂R₂) in µm²·µF/cm²/ms.
 */
public final class Conductances {
  private static final double COUPLING = 1e7;

  private final Cable cable;
  private final double[] areaFactor; // a = factor · r · l
  private final double[][] loadFactor; // R = factor · l / r², of the first half and of the second
  private final double[] area;
  private final double[] charge;
  private final double[] coupling;

  public Conductances(Cable cable, List<Morphology> cells) {
    this.cable = cable;
    int n = cable.compartments();
    areaFactor = new double[n];
    loadFactor = new double[2][n];
    area = new double[n];
    charge = new double[cable.nodes()];
    coupling = new double[cable.nodes()];
    int i = 0;
    for (Morphology cell : cells) {
      for (Branch branch : cell.branches()) {
        for (Compartment one : branch.compartments()) {
          double perLoad = one.radius() * one.radius() / one.length();
          areaFactor[i] = one.area() / (one.radius() * one.length());
          loadFactor[0][i] = one.loadIn() * perLoad;
          loadFactor[1][i] = one.loadOut() * perLoad;
          i++;
        }
      }
    }
  }

  /**
   * Computes the arrays of {@link #area}, {@link #charge} and {@link #coupling}.
   *
   * @param of radius, length, resistivity and capacitance one behind the other, a number for each
   *     compartment, from {@code at}
   */
  public void compute(double[] of, int at) {
    int n = areaFactor.length;
    for (int i = 0; i < n; i++) {
      area[i] = areaFactor[i] * of[at + i] * of[at + n + i];
      charge[i] = area[i] * of[at + 3 * n + i];
    }
    for (Cable.Edge edge : cable.edges()) {
      double load =
          load(of, at, edge.parent(), edge.parentHalf())
              + load(of, at, edge.child(), edge.childHalf());
      coupling[edge.child()] = COUPLING / load;
    }
  }

  /** ρR of a half of a compartment. */
  private double load(double[] of, int at, int i, Cable.Half half) {
    if (half == Cable.Half.NONE) {
      return 0;
    }
    int n = areaFactor.length;
    double r = of[at + i];
    return loadFactor[half == Cable.Half.IN ? 0 : 1][i]
        * of[at + n + i]
        / (r * r)
        * of[at + 2 * n + i];
  }

  /**
   * Adds the adjoints of what {@link #compute} was given.
   *
   * @param ofArea the adjoint of the area by compartment; the other two of charge and coupling by
   *     node
   * @param to adjoints of radius, length, resistivity and capacitance, from {@code at}
   */
  public void pullBack(
      double[] of, int at, double[] ofArea, double[] ofCharge, double[] ofCoupling, double[] to) {
    int n = areaFactor.length;
    for (int i = 0; i < n; i++) {
      double byArea = ofArea[i] + ofCharge[i] * of[at + 3 * n + i];
      to[at + i] += byArea * areaFactor[i] * of[at + n + i];
      to[at + n + i] += byArea * areaFactor[i] * of[at + i];
      to[at + 3 * n + i] += ofCharge[i] * area[i];
    }
    for (Cable.Edge edge : cable.edges()) {
      double w = coupling[edge.child()];
      double byLoad = -ofCoupling[edge.child()] * w * w / COUPLING;
      pullBack(of, at, edge.parent(), edge.parentHalf(), byLoad, to);
      pullBack(of, at, edge.child(), edge.childHalf(), byLoad, to);
    }
  }

  private void pullBack(double[] of, int at, int i, Cable.Half half, double byLoad, double[] to) {
    if (half == Cable.Half.NONE) {
      return;
    }
    int n = areaFactor.length;
    double byLog = byLoad * load(of, at, i, half);
    to[at + i] -= 2 * byLog / of[at + i];
    to[at + n + i] += byLog / of[at + n + i];
    to[at + 2 * n + i] += byLog / of[at + 2 * n + i];
  }

  /** Membranes by compartment, µm². */
  public double[] area() {
    return area;
  }

  /** a·C by node, µm²·µF/cm²; 0 at branch points. */
  public double[] charge() {
    return charge;
  }

  /** The coupling of each node to its parent; 0 for roots. */
  public double[] coupling() {
    return coupling;
  }
}
