package org.lamarck.worker.neuron.morphology;

import java.io.Serializable;

/**
 * A piece of a branch within which the voltage is one number. Its membrane and its resistance are
 * those of its shape as measured; when radius or length are changed, the membrane goes with r·l,
 * the volume with r²·l and the resistance with l/r², as of a cylinder.
 *
 * @param length µm
 * @param radius µm
 * @param area of the membrane, µm²
 * @param volume µm³
 * @param loadIn ∫ dx/(πr²) from its beginning to its middle, 1/µm
 * @param loadOut ∫ dx/(πr²) from its middle to its end, 1/µm
 */
public record Compartment(
    double length, double radius, double area, double volume, double loadIn, double loadOut)
    implements Serializable {
  public Compartment {
    if (!(length > 0 && radius > 0 && area > 0 && volume > 0 && loadIn > 0 && loadOut > 0)) {
      throw new IllegalArgumentException(
          "a compartment of length %s, radius %s, area %s, volume %s, loads %s and %s: not all above 0"
              .formatted(length, radius, area, volume, loadIn, loadOut));
    }
  }

  /** A cylinder, without its ends. */
  public static Compartment cylinder(double length, double radius) {
    double section = Math.PI * radius * radius;
    double load = length / 2 / section;
    double area = 2 * Math.PI * radius * length;
    return new Compartment(length, radius, area, section * length, load, load);
  }
}
