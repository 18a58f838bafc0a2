/**
 * Derivatives of expectations of jump processes: an {@link
 * org.lamarck.worker.stochastic.gradient.ExpectationGradient} makes them of samples by one of
 * several {@link org.lamarck.worker.stochastic.gradient.Estimators}, with standard errors; {@link
 * org.lamarck.worker.stochastic.gradient.FiniteStateProjection} computes them where the states can
 * be counted, and so says what an estimator's bias is.
 */
@NullMarked
package org.lamarck.worker.stochastic.gradient;

import org.jspecify.annotations.NullMarked;
