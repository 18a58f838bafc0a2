/**
 * Steps. A {@link org.lamarck.worker.method.Method} is a one-step method: its coefficients, a
 * {@link org.lamarck.worker.method.Stepper}, a {@link org.lamarck.worker.method.StepTangent} and a
 * {@link org.lamarck.worker.method.StepAdjoint}; each has a package of its own below this one. A
 * {@link org.lamarck.worker.method.Step} is one step from (t, y) to (t + h, y₁) by any of them,
 * with all that derivatives of it need, a {@link org.lamarck.worker.method.StepHistory} keeps many.
 * {@link org.lamarck.worker.tolerance.Tolerances} and {@link
 * org.lamarck.worker.tolerance.ErrorScale} say how exact a step must be; {@link
 * org.lamarck.worker.method.StageTangents} and {@link org.lamarck.worker.method.StageAdjoints} are
 * the derivatives of rates or of a field at its stages; {@link
 * org.lamarck.worker.method.Constraints} solves algebraic rows where the flow begins anew. Kernels
 * work on arrays they are given and allocate nothing per step.
 */
@NullMarked
package org.lamarck.worker.method;

import org.jspecify.annotations.NullMarked;
