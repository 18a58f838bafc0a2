/**
 * Cells with their mechanisms: a {@link org.lamarck.worker.neuron.network.Network} is a value, and
 * a {@link org.lamarck.worker.neuron.network.ParameterLayout} says where each of its numbers stands
 * among all.
 */
@NullMarked
package org.lamarck.worker.neuron.network;

import org.jspecify.annotations.NullMarked;
