/**
 * Formulas computed for many compartments or synapses at once. A {@link
 * org.lamarck.worker.neuron.kernel.BlockKernel} goes through its formulas one operation after the
 * other, each over a block of elements that stays in the first cache. Such short loops are what
 * HotSpot turns into vector instructions; the body of a Hodgkin–Huxley channel as one loop it does
 * not (decision 17).
 */
@NullMarked
package org.lamarck.worker.neuron.kernel;

import org.jspecify.annotations.NullMarked;
