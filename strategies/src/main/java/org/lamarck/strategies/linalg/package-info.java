/**
 * Vectors and matrices as values: what leaves a package is a {@link
 * org.lamarck.strategies.linalg.Vector} or a {@link org.lamarck.strategies.linalg.Matrix}; kernels
 * work on the arrays inside.
 *
 * <pre>{@code
 * Vector x = Vector.of(1.0, 2.0);
 * double length = x.norm();
 * }</pre>
 */
@NullMarked
package org.lamarck.strategies.linalg;

import org.jspecify.annotations.NullMarked;
