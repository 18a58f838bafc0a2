/**
 * Networks in time. A {@link org.lamarck.worker.neuron.simulation.NetworkPlan} is a network
 * compiled for a method and a step, shared by threads; a {@link
 * org.lamarck.worker.neuron.simulation.Rollout} is where one thread runs it and pulls gradients
 * back over the steps it made.
 */
@NullMarked
package org.lamarck.worker.neuron.simulation;

import org.jspecify.annotations.NullMarked;
