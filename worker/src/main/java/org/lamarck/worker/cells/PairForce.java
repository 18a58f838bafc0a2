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

  /** Forces and their derivatives, of pairs side by side. */
  interface Values {
    /**
     * The forces of pairs of cells, each over its distance.
     *
     * @param traits of all cells, one row behind the other
     */
    void shares(Nearby near, double[] traits);

    /** The same, with derivatives of the forces by distance and by size. */
    void slopes(Nearby near, double[] traits);

    /**
     * Adds factor · ∂force/∂θ of each pair, and the same by the traits of both, after {@link
     * #slopes}.
     *
     * @param factors one of each pair
     */
    void add(Nearby near, double[] factors, double[] gradient, double[] traits, double[] byTraits);
  }
}
