/**
 * Tissues of cells as differentiable simulations (R. Deshpande, F. Mottes et al. 2025): the {@link
 * org.lamarck.worker.cells.State} of living cells and their {@link
 * org.lamarck.worker.cells.Property properties} goes through {@link org.lamarck.worker.cells.Step
 * steps} one after another, such as {@link org.lamarck.worker.cells.Growth}, {@link
 * org.lamarck.worker.cells.Relaxation} by pair forces and {@link
 * org.lamarck.worker.cells.Division}; a {@link org.lamarck.worker.cells.Rollout} repeats them and
 * pulls derivatives of what is seen back through all of them.
 */
@NullMarked
package org.lamarck.worker.cells;

import org.jspecify.annotations.NullMarked;
