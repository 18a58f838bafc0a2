/**
 * The cable equation in space: a {@link org.lamarck.worker.neuron.cable.Cable} says which nodes of
 * the compartments' trees are coupled, {@link org.lamarck.worker.neuron.cable.Conductances} how
 * strongly, by the compartments' geometry, and {@link org.lamarck.worker.neuron.cable.TreeSolver}
 * solves a step.
 *
 * <p>Equations are multiplied by a·C of their node, so the matrix is symmetric and that of the
 * adjoint is the same. In what follows charges are in µm²·µF/cm²·mV.
 */
@NullMarked
package org.lamarck.worker.neuron.cable;

import org.jspecify.annotations.NullMarked;
