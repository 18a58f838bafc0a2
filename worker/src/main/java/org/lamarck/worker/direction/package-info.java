/**
 * Directions in which trajectories are differentiated: {@link org.lamarck.worker.direction.Seeds}
 * are those of the constants, {@link org.lamarck.worker.direction.Reachability} tells which states
 * they move, and {@link org.lamarck.worker.direction.DirectionBlocks} are their sensitivities, as
 * many together as stay in the cache through a step.
 */
@NullMarked
package org.lamarck.worker.direction;

import org.jspecify.annotations.NullMarked;
