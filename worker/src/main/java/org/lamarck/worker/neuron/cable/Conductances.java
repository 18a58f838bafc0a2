package org.lamarck.worker.neuron.cable;

import java.util.List;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Compartment;
import org.lamarck.worker.neuron.morphology.Morphology;

/**
 * Membranes, volumes and couplings of the nodes of a cable by radius, length, axial resistivity and
 * specific capacitance of their compartments, and the adjoint of that. Couplings are in
 * µm²·µF/cm²/ms.
 */
public final class Conductances {
  private static final double COUPLING = 1e7;

  private final Couplings couplings;
  private final double[] areaFactor; // a = factor · r · l
  private final double[] volumeFactor; // factor · r² · l
  private final double[] area;
  private final double[] volume;
  private final double[] charge;
  private final double[] coupling;

  public Conductances(Cable cable, List<Morphology> cells) {
    couplings = new Couplings(cable, cells, COUPLING, 2 * cable.compartments());
    int n = cable.compartments();
    areaFactor = new double[n];
    volumeFactor = new double[n];
    area = new double[n];
    volume = new double[n];
    charge = new double[cable.nodes()];
    coupling = new double[cable.nodes()];
    int i = 0;
    for (Morphology cell : cells) {
      for (Branch branch : cell.branches()) {
        for (Compartment one : branch.compartments()) {
          areaFactor[i] = one.area() / (one.radius() * one.length());
          volumeFactor[i] = one.volume() / (one.radius() * one.radius() * one.length());
          i++;
        }
      }
    }
  }

  /**
   * Computes the arrays of {@link #area}, {@link #volume}, {@link #charge} and {@link #coupling}.
   *
   * @param of radius, length, resistivity and capacitance one behind the other, a number for each
   *     compartment, from {@code at}
   */
  public void compute(double[] of, int at) {
    int n = areaFactor.length;
    for (int i = 0; i < n; i++) {
      area[i] = areaFactor[i] * of[at + i] * of[at + n + i];
      volume[i] = volumeFactor[i] * of[at + i] * of[at + i] * of[at + n + i];
      charge[i] = area[i] * of[at + 3 * n + i];
    }
    couplings.compute(of, at, of, coupling);
  }

  /**
   * Adds the adjoints of what {@link #compute} was given.
   *
   * @param ofArea the adjoint of the area by compartment, as that of the volume; the other two of
   *     charge and coupling by node
   * @param to adjoints of radius, length, resistivity and capacitance, from {@code at}
   */
  public void pullBack(
      double[] of,
      int at,
      double[] ofArea,
      double[] ofVolume,
      double[] ofCharge,
      double[] ofCoupling,
      double[] to) {
    int n = areaFactor.length;
    for (int i = 0; i < n; i++) {
      double byArea = ofArea[i] + ofCharge[i] * of[at + 3 * n + i];
      double byVolume = ofVolume[i] * volumeFactor[i] * of[at + i];
      to[at + i] += (byArea * areaFactor[i] + 2 * byVolume) * of[at + n + i];
      to[at + n + i] += (byArea * areaFactor[i] + byVolume) * of[at + i];
      to[at + 3 * n + i] += ofCharge[i] * area[i];
    }
    couplings.pullBack(of, at, of, coupling, ofCoupling, to, to);
  }

  /** Membranes by compartment, µm². */
  public double[] area() {
    return area;
  }

  /** By compartment, µm³. */
  public double[] volume() {
    return volume;
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
