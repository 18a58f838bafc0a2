/**
 * Tests of derivatives of expectations, held to closed forms within stated multiples of standard
 * errors.
 */
@NullMarked
package org.lamarck.worker.stochastic.gradient;

import org.jspecify.annotations.NullMarked;
