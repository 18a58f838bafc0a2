/** Tests of tissues, held to published fixtures and to differences. */
@NullMarked
package org.lamarck.worker.cells;

import org.jspecify.annotations.NullMarked;
