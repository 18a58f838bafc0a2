/**
 * Parameters whose best values have a closed form at given values of all others: {@code
 * InnerParameters} finds them, {@code InnerSolver} computes them, and {@code InnerReduction} makes
 * the outer problem of what is left.
 */
@NullMarked
package org.lamarck.worker.objective.inner;

import org.jspecify.annotations.NullMarked;
