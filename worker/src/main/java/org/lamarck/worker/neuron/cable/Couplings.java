package org.lamarck.worker.neuron.cable;

import java.util.List;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Compartment;
import org.lamarck.worker.neuron.morphology.Morphology;

/**
 * How strongly the nodes of a cable are coupled: between the middles of two compartments lie
 * resistive loads R in 1/µm, which go with l/r², and with a resistivity ρ of each compartment the
 * coupling is unit/(ρ₁R₁ + ρ₂R₂).
 */
public final class Couplings {
  private final Cable cable;
  private final double unit;
  private final int resistivitiesAfter;
  private final double[][] loadFactor; // R = factor · l / r², of the first half and of the second

  /**
   * The couplings of cells.
   *
   * @param unit 10⁷ for resistivities in Ω·cm and couplings in µm²·µF/cm²/ms; 1 for resistivities
   *     that are inverse diffusion coefficients, in ms/µm², and couplings in µm³/ms
   * @param resistivitiesAfter how far resistivities begin behind the place of radius and length
   */
  public Couplings(Cable cable, List<Morphology> cells, double unit, int resistivitiesAfter) {
    this.cable = cable;
    this.resistivitiesAfter = resistivitiesAfter;
    this.unit = unit;
    loadFactor = new double[2][cable.compartments()];
    int i = 0;
    for (Morphology cell : cells) {
      for (Branch branch : cell.branches()) {
        for (Compartment one : branch.compartments()) {
          double perLoad = one.radius() * one.radius() / one.length();
          loadFactor[0][i] = one.loadIn() * perLoad;
          loadFactor[1][i] = one.loadOut() * perLoad;
          i++;
        }
      }
    }
  }

  /**
   * Computes the coupling of each node to its parent; 0 for roots.
   *
   * @param of radius and length one behind the other, a number for each compartment, from {@code
   *     at}
   * @param resistivity by compartment
   * @param to by node
   */
  public void compute(double[] of, int at, double[] resistivity, double[] to) {
    for (Cable.Edge edge : cable.edges()) {
      double load =
          load(of, at, edge.parent(), edge.parentHalf(), resistivity)
              + load(of, at, edge.child(), edge.childHalf(), resistivity);
      to[edge.child()] = unit / load;
    }
  }

  /** ρR of a half of a compartment. */
  private double load(double[] of, int at, int i, Cable.Half half, double[] resistivity) {
    if (half == Cable.Half.NONE) {
      return 0;
    }
    double r = of[at + i];
    return loadFactor[half == Cable.Half.IN ? 0 : 1][i]
        * of[at + loadFactor[0].length + i]
        / (r * r)
        * resistivity[at + resistivitiesAfter + i];
  }

  /**
   * Adds the adjoints of what {@link #compute} was given.
   *
   * @param coupling that was computed
   * @param ofCoupling its adjoint
   * @param to gets the adjoints of radius and length from {@code at}
   * @param toResistivity gets those of resistivities
   */
  public void pullBack(
      double[] of,
      int at,
      double[] resistivity,
      double[] coupling,
      double[] ofCoupling,
      double[] to,
      double[] toResistivity) {
    int n = loadFactor[0].length;
    for (Cable.Edge edge : cable.edges()) {
      double w = coupling[edge.child()];
      double byLoad = -ofCoupling[edge.child()] * w * w / unit;
      for (boolean child : new boolean[] {false, true}) {
        int i = child ? edge.child() : edge.parent();
        Cable.Half half = child ? edge.childHalf() : edge.parentHalf();
        if (half != Cable.Half.NONE) {
          double byLog = byLoad * load(of, at, i, half, resistivity);
          to[at + i] -= 2 * byLog / of[at + i];
          to[at + n + i] += byLog / of[at + n + i];
          int r = at + resistivitiesAfter + i;
          toResistivity[r] += byLog / resistivity[r];
        }
      }
    }
  }
}
