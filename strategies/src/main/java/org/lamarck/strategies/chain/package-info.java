/**
 * Markov chains on exp(−objective): a {@link org.lamarck.strategies.chain.Kernel} makes steps, a
 * {@link org.lamarck.strategies.chain.Trace} is what came of some of them and the {@link
 * org.lamarck.strategies.chain.ChainState} from which to go on. As a local search does, a chain
 * that stops and goes on visits the same points as one that does not stop.
 */
@NullMarked
package org.lamarck.strategies.chain;

import org.jspecify.annotations.NullMarked;
