/**
 * Cells and networks of NeuroML 2: {@link org.lamarck.worker.neuron.neuroml.CellDocument} reads a
 * cell with its morphology, channels and membrane as an {@link
 * org.lamarck.worker.neuron.neuroml.ImportedCell}, {@link
 * org.lamarck.worker.neuron.neuroml.NetworkDocument} a network with its populations, projections
 * and inputs as an {@link org.lamarck.worker.neuron.neuroml.ImportedNetwork}. What has no
 * counterpart here is refused by its name and place.
 */
@NullMarked
package org.lamarck.worker.neuron.neuroml;

import org.jspecify.annotations.NullMarked;
