/**
 * The only source of chance: a {@link org.lamarck.strategies.random.RandomStream} is a function of
 * its seed and of the names it was split by, never of thread, partition or time.
 *
 * <pre>{@code
 * RandomStream island = RandomStream.of(42).split("island", 3);
 * double z = island.nextGaussian();
 * }</pre>
 */
@NullMarked
package org.lamarck.strategies.random;

import org.jspecify.annotations.NullMarked;
