/**
 * Problems made easier, whose solutions lead to that of the whole: their beginnings, from short to
 * long ({@link org.lamarck.worker.horizon.GrowingHorizon}), and their experiments cut into windows
 * ({@link org.lamarck.worker.horizon.MultipleShooting}). Both are problems like any other.
 */
@NullMarked
package org.lamarck.worker.horizon;

import org.jspecify.annotations.NullMarked;
