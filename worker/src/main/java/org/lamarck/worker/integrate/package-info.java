/**
 * Integration of dy/dt = N v(t, y, p): an {@link org.lamarck.worker.system.OdeSystem} gives the
 * rates v and their derivatives, {@code OdeIntegrator} steps through time. Some rows may be
 * equations 0 = g instead; {@code Constraints} solves them where the flow begins anew. Kernels here
 * work on arrays they are given and allocate nothing per step.
 */
@NullMarked
package org.lamarck.worker.integrate;

import org.jspecify.annotations.NullMarked;
