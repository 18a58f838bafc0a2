/**
 * Problems of model selection (PEtab Select): a YAML file that names a criterion, a method and
 * tables of models, each of which is a PEtab problem with some parameters fixed and others
 * estimated. {@link org.lamarck.worker.petab.select.SelectionReader} reads it, {@link
 * org.lamarck.worker.petab.select.SelectionProblem} is what it says, {@link
 * org.lamarck.worker.petab.select.BaseProblem} a problem of which models are variants, and {@link
 * org.lamarck.worker.petab.select.ModelList} writes what was calibrated.
 */
@NullMarked
package org.lamarck.worker.petab.select;

import org.jspecify.annotations.NullMarked;
