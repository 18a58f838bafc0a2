/**
 * Models as random processes: reactions happen one at a time, each with its kinetic law as its
 * probability per time ({@link org.lamarck.worker.problem.JumpModel}). A {@link
 * org.lamarck.worker.stochastic.JumpPlan} is the compiled model, a {@link
 * org.lamarck.worker.stochastic.JumpSimulation} of one thread makes runs of it, and an {@link
 * org.lamarck.worker.stochastic.Ensemble} makes many on all cores, with the same bytes on any
 * number of them.
 *
 * <p>Which reaction is next is told by a {@link org.lamarck.worker.stochastic.ReactionClock}; what
 * rules change between reactions by a {@link org.lamarck.worker.stochastic.Flow}; events wait in an
 * {@link org.lamarck.worker.stochastic.EventClock}.
 */
@NullMarked
package org.lamarck.worker.stochastic;

import org.jspecify.annotations.NullMarked;
