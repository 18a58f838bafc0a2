/**
 * What goes back into files: copies of problems with some cells of parameter tables changed and
 * nothing else ({@link org.lamarck.worker.petab.output.ProblemCopy}), and what a model says where
 * something was measured ({@link org.lamarck.worker.petab.output.SimulationTable}).
 */
@NullMarked
package org.lamarck.worker.petab.output;

import org.jspecify.annotations.NullMarked;
