/** Tests of tissues: control. */
@NullMarked
package org.lamarck.worker.cells.control;

import org.jspecify.annotations.NullMarked;
