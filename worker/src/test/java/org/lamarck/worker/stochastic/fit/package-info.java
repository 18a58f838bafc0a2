/**
 * Tests of fits of random processes, held to closed forms within stated multiples of standard
 * errors.
 */
@NullMarked
package org.lamarck.worker.stochastic.fit;

import org.jspecify.annotations.NullMarked;
