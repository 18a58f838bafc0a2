package org.lamarck.strategies.chain;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * Where a chain was after one step.
 *
 * @param value the objective there, −log density but for a constant
 * @param acceptance the probability with which the step's proposals were accepted, on average
 * @param leaps calls of the objective that the step took
 * @param isDivergent whether the step was cut short because its energy was lost
 */
public record Draw(Vector point, double value, double acceptance, int leaps, boolean isDivergent)
    implements Serializable {}
