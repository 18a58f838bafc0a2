/** Tests of sparse linear algebra and of sums over stages. */
@NullMarked
package org.lamarck.worker.sparse;

import org.jspecify.annotations.NullMarked;
