/**
 * Derivatives of a trajectory. Rodas5P solves linear systems and iterates nothing, so the
 * derivative of each step is exact: {@code TangentIntegrator} carries ∂y/∂θ along with the steps,
 * all directions θ as right-hand sides of the same factorisation; {@code AdjointIntegrator} walks
 * the steps backwards and gives the gradient of one scalar for all initial values and constants at
 * once. Along the same steps the two agree to rounding.
 */
@NullMarked
package org.lamarck.worker.sensitivity;

import org.jspecify.annotations.NullMarked;
