package org.lamarck.strategies.selection;

import java.io.Serializable;

/**
 * A model that was calibrated.
 *
 * @param value of the criterion; NaN when no point of the model could be evaluated
 * @param iteration of the search that asked for it, from 1
 * @param predecessor the model that it was compared with
 */
public record Calibrated(CandidateModel model, double value, int iteration, ModelHash predecessor)
    implements Serializable {}
