/**
 * Sparse linear algebra with fixed patterns: {@link org.lamarck.worker.sparse.SparsePattern} is a
 * pattern, {@code SymbolicLu} plans how {@code SparseLu} factorises a matrix of that pattern again
 * and again, and {@code RowKernel} multiplies and solves for many right-hand sides at once, the
 * rows of a {@link org.lamarck.worker.sparse.RowMatrix}. Kernels work on arrays they are given and
 * allocate nothing.
 */
@NullMarked
package org.lamarck.worker.sparse;

import org.jspecify.annotations.NullMarked;
