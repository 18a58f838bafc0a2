/**
 * Scalar formulas as a hash-consed graph: an {@link org.lamarck.worker.expression.ExpressionPool}
 * makes each {@link org.lamarck.worker.expression.Expression} once, so equal formulas are one node
 * and shared parts cost nothing. An argument always has a smaller id than what uses it: a pass over
 * a formula is a loop over ids, never a recursion, and stays linear for 10⁵ nodes.
 *
 * <pre>{@code
 * ExpressionPool pool = new ExpressionPool();
 * Expression k = pool.symbol("k");
 * Expression v = pool.multiply(k, pool.symbol("S"));
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.expression;

import org.jspecify.annotations.NullMarked;
