/** Tests of tissues: fit. */
@NullMarked
package org.lamarck.worker.cells.fit;

import org.jspecify.annotations.NullMarked;
