/** Tests of objectives: their values, gradients and residuals. */
@NullMarked
package org.lamarck.worker.objective;

import org.jspecify.annotations.NullMarked;
