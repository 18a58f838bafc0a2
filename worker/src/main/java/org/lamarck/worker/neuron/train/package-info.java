/**
 * Numbers of networks from recordings. A {@link org.lamarck.worker.neuron.train.Trainable} is one
 * number that some compartments or synapses share, an {@link
 * org.lamarck.worker.neuron.train.Experiment} is what is stimulated and what is expected then, and
 * {@link org.lamarck.worker.neuron.train.BatchLoss} gives the loss of a batch of them with its
 * gradient. {@link org.lamarck.worker.neuron.train.Training} descends by mini-batches.
 */
@NullMarked
package org.lamarck.worker.neuron.train;

import org.jspecify.annotations.NullMarked;
