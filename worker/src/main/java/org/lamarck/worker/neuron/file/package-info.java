/**
 * Problems of neurons in files: {@code format: lamarck} with the key {@code neurons}. {@link
 * org.lamarck.worker.neuron.file.NeuronReader} reads one; docs/neurons.md describes the keys.
 */
@NullMarked
package org.lamarck.worker.neuron.file;

import org.jspecify.annotations.NullMarked;
