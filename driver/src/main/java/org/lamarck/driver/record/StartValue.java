package org.lamarck.driver.record;

import java.io.Serializable;

/**
 * What a point that the user began with is worth.
 *
 * @param objective what is minimised, there; NaN when it could not be evaluated
 * @param logLikelihood NaN when the loss is none or it could not be evaluated
 * @param failure one line; empty when it could be evaluated
 */
public record StartValue(double objective, double logLikelihood, String failure)
    implements Serializable {}
