package org.lamarck.strategies.sampling;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;

/**
 * What a tempered sample tells beside its draws.
 *
 * @param betas inverse temperatures, from 1 to 0, falling
 * @param acceptances of exchanges of each with the next hotter one, on average since all learning
 *     ended
 * @param logEvidence log ∫ exp(−U) dx over the space, in the units of its coordinates; NaN as long
 *     as there are fewer than 4 draws of each temperature
 * @param standardError of it
 */
public record Tempered(Vector betas, Vector acceptances, double logEvidence, double standardError)
    implements Serializable {}
