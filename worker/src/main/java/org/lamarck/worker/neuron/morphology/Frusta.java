package org.lamarck.worker.neuron.morphology;

import java.util.ArrayList;
import java.util.List;

/** A branch as truncated cones one behind the other: places along it and radii there, µm. */
public final class Frusta {
  private final double[] places;
  private final double[] radii;

  /**
   * Cones between points.
   *
   * @param places ascending from 0
   */
  public Frusta(double[] places, double[] radii) {
    this.places = places.clone();
    this.radii = radii.clone();
  }

  /** A cylinder. */
  public static Frusta cylinder(double length, double radius) {
    return new Frusta(new double[] {0, length}, new double[] {radius, radius});
  }

  /** µm. */
  public double length() {
    return places[places.length - 1];
  }

  /** ∫ dx/√d, for the d_lambda rule: each cone counts by its mean diameter. */
  double overRootDiameter() {
    double sum = 0;
    for (int i = 1; i < places.length; i++) {
      sum += (places[i] - places[i - 1]) / Math.sqrt(radii[i] + radii[i - 1]);
    }
    return sum;
  }

  /** Compartments of equal length. */
  public List<Compartment> divided(int count) {
    List<Compartment> compartments = new ArrayList<>();
    double each = length() / count;
    for (int i = 0; i < count; i++) {
      double begin = i * each;
      Integrals in = integrals(begin, begin + each / 2);
      Integrals out = integrals(begin + each / 2, begin + each);
      compartments.add(
          new Compartment(
              each,
              (in.radius + out.radius) / each,
              in.area + out.area,
              in.volume + out.volume,
              in.load,
              out.load));
    }
    return compartments;
  }

  /**
   * Over a part: ∫ r dx, the membrane, ∫ πr² dx, and ∫ dx/(πr²).
   *
   * @param radius µm²
   * @param area µm²
   * @param volume µm³
   * @param load 1/µm
   */
  private record Integrals(double radius, double area, double volume, double load) {}

  private Integrals integrals(double from, double to) {
    double radius = 0;
    double area = 0;
    double volume = 0;
    double load = 0;
    for (int i = 1; i < places.length; i++) {
      double begin = Math.max(from, places[i - 1]);
      double end = Math.min(to, places[i]);
      if (end > begin) {
        double r1 = radius(i, begin);
        double r2 = radius(i, end);
        double length = end - begin;
        radius += (r1 + r2) / 2 * length;
        area += Math.PI * (r1 + r2) * Math.hypot(r2 - r1, length);
        volume += Math.PI / 3 * length * (r1 * r1 + r1 * r2 + r2 * r2);
        load += length / (Math.PI * r1 * r2); // = l/(r₂−r₁)·(1/r₁ − 1/r₂)/π, also for r₁ = r₂
      }
    }
    return new Integrals(radius, area, volume, load);
  }

  /** The radius at a place of a cone. */
  private double radius(int cone, double place) {
    double share = (place - places[cone - 1]) / (places[cone] - places[cone - 1]);
    return radii[cone - 1] + share * (radii[cone] - radii[cone - 1]);
  }
}
