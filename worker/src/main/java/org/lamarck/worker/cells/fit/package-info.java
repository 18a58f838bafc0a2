/**
 * Fits of tissues: {@link org.lamarck.worker.cells.fit.TissueReader} reads them from files, {@link
 * org.lamarck.worker.cells.fit.Target} is what is wanted of them, and a {@link
 * org.lamarck.worker.cells.fit.TissueSource} is what a search is given.
 */
@NullMarked
package org.lamarck.worker.cells.fit;

import org.jspecify.annotations.NullMarked;
