package org.lamarck.strategies.population;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;

/** A proposal and what came of it. */
public record Individual(Proposal proposal, Refinement refinement) implements Serializable {
  public Vector point() {
    return refinement.point();
  }

  /** The objective at the point; +∞ when it could not be evaluated. */
  public double value() {
    return refinement.value();
  }
}
