package org.lamarck.driver.run;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * The best point of a run; of equal ones the first in the order of asking.
 *
 * @param point on the search space's coordinates
 * @param value the objective there
 * @param origin which part of the strategy found it
 * @param proposal the id of the proposal that did
 */
public record Best(Vector point, double value, String origin, long proposal)
    implements Serializable {}
