/**
 * What rows of measurement tables say beside numbers, by columns that pyPESTO has added to PEtab:
 * {@code ReadingCells} reads them, {@code ReadingSettings} what observables say to it, and {@code
 * ReadingCheck} holds the rows of an observable together.
 */
@NullMarked
package org.lamarck.worker.petab.reading;

import org.jspecify.annotations.NullMarked;
