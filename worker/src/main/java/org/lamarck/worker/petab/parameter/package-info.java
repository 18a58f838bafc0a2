/**
 * Parameter tables: their rows ({@link org.lamarck.worker.petab.parameter.ParameterRow}) in both
 * versions of PEtab with scales, bounds and priors, values in files of their own ({@link
 * org.lamarck.worker.petab.parameter.ParameterTable}), and tables that are written back with some
 * cells changed and nothing else ({@link org.lamarck.worker.petab.parameter.ParameterCells}).
 */
@NullMarked
package org.lamarck.worker.petab.parameter;

import org.jspecify.annotations.NullMarked;
