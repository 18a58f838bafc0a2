/**
 * Channels and synapses as formulas. A {@link org.lamarck.worker.neuron.mechanism.Mechanism} has
 * parameters, states with their {@link org.lamarck.worker.neuron.mechanism.Dynamics}, and a
 * current; those of the literature stand in {@code mechanisms.yaml}, written as a user writes
 * others.
 *
 * <pre>
 * channels:
 *   Leak:
 *     parameters: {gLeak: 1e-4, eLeak: -70}
 *     current: gLeak * (v - eLeak)
 * </pre>
 */
@NullMarked
package org.lamarck.worker.neuron.mechanism;

import org.jspecify.annotations.NullMarked;
