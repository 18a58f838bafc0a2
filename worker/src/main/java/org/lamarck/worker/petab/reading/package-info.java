/**
 * What rows of measurement tables say beside numbers, by columns that pyPESTO has added to PEtab:
 * {@code ReadingCells} reads censored values.
 */
@NullMarked
package org.lamarck.worker.petab.reading;

import org.jspecify.annotations.NullMarked;
