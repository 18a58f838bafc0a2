/**
 * What decides in a cell: a {@link org.lamarck.worker.cells.control.GeneNetwork} or a {@link
 * org.lamarck.worker.cells.control.Perceptron}, and {@link org.lamarck.worker.cells.control.Mask}s
 * of what comes of it.
 */
@NullMarked
package org.lamarck.worker.cells.control;

import org.jspecify.annotations.NullMarked;
