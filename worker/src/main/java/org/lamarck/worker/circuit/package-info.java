/**
 * Gene circuits: genes that regulate each other by weights, as models whose weights are searched.
 * {@link org.lamarck.worker.circuit.CircuitReader} reads the key {@code circuit} of problems.
 */
@NullMarked
package org.lamarck.worker.circuit;

import org.jspecify.annotations.NullMarked;
