/** Tests of tissues: chemistry. */
@NullMarked
package org.lamarck.worker.cells.chemistry;

import org.jspecify.annotations.NullMarked;
