/**
 * Cells of NeuroML 2: {@link org.lamarck.worker.neuron.neuroml.CellDocument} reads one with its
 * morphology, channels and membrane as an {@link org.lamarck.worker.neuron.neuroml.ImportedCell}.
 * What has no counterpart here is refused by its name and place.
 */
@NullMarked
package org.lamarck.worker.neuron.neuroml;

import org.jspecify.annotations.NullMarked;
