/**
 * The shape of cells: a {@link org.lamarck.worker.neuron.morphology.Morphology} is a tree of
 * unbranched {@link org.lamarck.worker.neuron.morphology.Branch}es, each divided into {@link
 * org.lamarck.worker.neuron.morphology.Compartment}s.
 */
@NullMarked
package org.lamarck.worker.neuron.morphology;

import org.jspecify.annotations.NullMarked;
