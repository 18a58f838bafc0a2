package org.lamarck.worker.cells;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * A force between two cells along the line between them, by their distance d and the sum σ of their
 * radii: −dU/dd of an energy U.
 */
public sealed interface PairForce extends Serializable permits Morse, SoftSphere {
  /** Beyond this distance there is none. */
  double cutoff();

  /** Its numbers, those that are searched among them. */
  List<Setting> settings();

  /** Of a step that makes a property of the forces. */
  default Dependence dependence(Property made) {
    return Dependence.of(
        Set.of(Property.POSITION, Property.RADIUS, Property.TYPE, Property.CADHERINS),
        Set.of(made),
        settings());
  }

  /** The force with these parameters between cells of some types; for one thread. */
  Values at(double[] parameters, Fields fields);

  /** A force and its derivatives. */
  abstract class Values {
    /** The force, after {@link #differentiate}. */
    double force;

    /** ∂force/∂d, after {@link #differentiate}. */
    double byDistance;

    /** ∂force/∂σ, after {@link #differentiate}. */
    double bySize;

    /**
     * Chooses two cells.
     *
     * @param traits of all cells, one row behind the other
     */
    void between(double[] traits, int i, int j) {}

    /** The force at a distance: above 0 the cells are pushed apart. */
    abstract double force(double d, double sigma);

    /** The forces of pairs of cells, each over its distance. */
    void shares(Nearby near, double[] traits) {
      for (int k = 0; k < near.count; k++) {
        between(traits, near.first[k], near.second[k]);
        near.share[k] = force(near.distance[k], near.sigma[k]) / near.distance[k];
      }
    }

    /** The force, and derivatives by d, by σ and by the parameters that it has. */
    abstract void differentiate(double d, double sigma);

    /** Adds factor · ∂force/∂θ, and the same by the traits of the chosen cells. */
    abstract void add(double factor, double[] gradient, double[] traits, double[] byTraits);
  }
}
