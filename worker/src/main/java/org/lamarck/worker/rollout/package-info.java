/**
 * Systems in discrete time, s ← F(s, u_k, p), and their gradients over many steps. A {@link
 * org.lamarck.worker.rollout.RolloutPlan} is F compiled, with its product with adjoints; a {@link
 * org.lamarck.worker.rollout.Rollout} makes the steps and goes back over them within a budget of
 * bytes.
 */
@NullMarked
package org.lamarck.worker.rollout;

import org.jspecify.annotations.NullMarked;
