/**
 * Elementary functions of many numbers at once, in vector instructions where this Java has them.
 *
 * <pre>{@code
 * ElementaryKernel.fastest().exp(values, from, to, count);
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.elementary;

import org.jspecify.annotations.NullMarked;
