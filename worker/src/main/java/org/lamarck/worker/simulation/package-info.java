/**
 * From a model and values to a run and its derivatives.
 *
 * <p>{@link org.lamarck.worker.simulation.ModelPlan} is the way in: it takes an {@code OdeModel}
 * and the ids of what is given values. A {@link org.lamarck.worker.simulation.ModelSimulation}
 * answers with a {@link org.lamarck.worker.simulation.Trajectory}, with {@link
 * org.lamarck.worker.simulation.Sensitivities}, or pulls derivatives back by an adjoint:
 *
 * <pre>
 * ModelSimulation simulation =
 *     ModelPlan.of(model, List.of("k")).newSimulation(Tolerances.defaults(), () -&gt; false);
 * if (simulation.differentiate(Vector.of(0.3), TimeGrid.of(0, 1, 2))
 *     instanceof ModelSimulation.Result.Completed completed) {
 *   double x = completed.trajectory().value(1, 0); // the first state at the second time
 *   double slope = completed.sensitivities().by(1, 0, 0); // its derivative by k
 * }
 * </pre>
 *
 * <p>{@link org.lamarck.worker.simulation.Simulation} is what lies under it and under the segments
 * of experiments: one integration whose arrays are used again from call to call.
 */
@NullMarked
package org.lamarck.worker.simulation;

import org.jspecify.annotations.NullMarked;
