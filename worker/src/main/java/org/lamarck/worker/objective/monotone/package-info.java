/**
 * Observables that are compared with what was measured of them through a monotone function that
 * nothing gives, and that is the best one at every point: {@code SplineFit} for numbers of an
 * unknown scale, {@code CategoryFit} for ordered categories. {@code MonotoneGroups} has those of a
 * problem.
 */
@NullMarked
package org.lamarck.worker.objective.monotone;

import org.jspecify.annotations.NullMarked;
