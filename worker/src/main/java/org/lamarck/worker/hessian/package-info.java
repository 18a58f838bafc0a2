/**
 * Exact second derivatives of likelihoods: {@link org.lamarck.worker.hessian.ExactHessian}. A
 * problem becomes one whose objective is the derivative along a direction of parameters ({@link
 * org.lamarck.worker.hessian.DirectionalProblem}): its model has the tangents of the states as
 * states of their own. The gradient of that, by the means of all gradients, is a product of the
 * Hessian.
 *
 * <pre>{@code
 * Matrix hessian = ExactHessian.of(problem, settings).at(x);
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.hessian;

import org.jspecify.annotations.NullMarked;
