/**
 * Fits of random processes: what is wanted of a process ({@link
 * org.lamarck.worker.stochastic.fit.StochasticTarget}) as an objective, exact where its states can
 * be counted, of draws elsewhere; read from files of Lamarck's own format by {@link
 * org.lamarck.worker.stochastic.fit.StochasticReader}.
 */
@NullMarked
package org.lamarck.worker.stochastic.fit;

import org.jspecify.annotations.NullMarked;
