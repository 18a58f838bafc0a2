/**
 * Tissues of cells as differentiable simulations (R. Deshpande, F. Mottes et al. 2025): a {@link
 * org.lamarck.worker.cells.Tissue} of positions and radii goes through steps one after another,
 * such as {@link org.lamarck.worker.cells.Growth} and {@link org.lamarck.worker.cells.Relaxation}
 * by pair forces; a {@link org.lamarck.worker.cells.Rollout} repeats them and pulls derivatives of
 * what is seen at the end back through all of them.
 */
@NullMarked
package org.lamarck.worker.cells;

import org.jspecify.annotations.NullMarked;
