/**
 * States at which nothing changes: {@link org.lamarck.worker.steady.SteadyState} finds one by
 * Newton's method on the {@link org.lamarck.worker.steady.SteadyEquations equations} reduced by
 * their {@code ConservationLaws}, and by integration where that fails.
 */
@NullMarked
package org.lamarck.worker.steady;

import org.jspecify.annotations.NullMarked;
