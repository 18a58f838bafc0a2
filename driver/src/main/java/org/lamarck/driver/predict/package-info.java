/**
 * Predictions: {@link org.lamarck.driver.predict.Predicting} takes an ensemble of parameter values
 * of a run, draws, profiles or basins, and simulates what a {@link
 * org.lamarck.driver.predict.PredictionRequest} names; bands and checks become tables and a page.
 */
@NullMarked
package org.lamarck.driver.predict;

import org.jspecify.annotations.NullMarked;
