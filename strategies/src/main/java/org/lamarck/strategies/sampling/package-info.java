/**
 * Samples of exp(−objective): a {@link org.lamarck.strategies.sampling.Sampling} is a strategy
 * whose proposals are walks of chains, a {@link org.lamarck.strategies.sampling.Tempering} one of
 * chains at many temperatures that change places, {@link org.lamarck.strategies.sampling.Sampled}
 * what it reports, and {@link org.lamarck.strategies.sampling.Convergence} tells whether the chains
 * agree and how much they are worth.
 */
@NullMarked
package org.lamarck.strategies.sampling;

import org.jspecify.annotations.NullMarked;
