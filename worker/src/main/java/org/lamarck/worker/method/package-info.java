/**
 * Methods that make a step: {@link org.lamarck.worker.method.Scheme} names them, their tableaus
 * have the coefficients, {@link org.lamarck.worker.method.Step} is one step from (t, y) to (t + h,
 * y₁) with all that derivatives of it need, {@link org.lamarck.worker.method.StepHistory} keeps
 * many. {@link org.lamarck.worker.method.Tolerances} and {@link
 * org.lamarck.worker.method.ErrorScale} say how exact a step must be; {@link
 * org.lamarck.worker.method.Constraints} solves algebraic rows where the flow begins anew. Kernels
 * work on arrays they are given and allocate nothing per step.
 */
@NullMarked
package org.lamarck.worker.method;

import org.jspecify.annotations.NullMarked;
