package org.lamarck.strategies.profile;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * A point of a profile.
 *
 * @param at c, the value of the coordinate
 * @param point where the objective is least for this value
 * @param value p(c)
 * @param slope p′(c); 0 at the optimum
 */
public record ProfilePoint(double at, Vector point, double value, double slope)
    implements Serializable {}
