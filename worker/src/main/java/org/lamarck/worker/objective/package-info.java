/**
 * An estimation problem as an objective: {@link org.lamarck.worker.objective.ProblemObjective}
 * simulates every experiment at a point, compares with what was measured, and answers with value,
 * gradient, residuals and curvature.
 *
 * <p>On the way from a point to its value: {@code Likelihood} simulates the segments of {@link
 * org.lamarck.worker.objective.segment}, {@code MeasurementLikelihood} compares what is measured,
 * {@code LikelihoodSums} gathers it, {@code StateReadings} reads states for losses of curves;
 * {@link org.lamarck.worker.objective.inner} computes parameters that have a closed form, {@code
 * PriorTerm} adds priors. {@code JointLikelihood} is the sum over several models.
 *
 * <p>What does not depend on the point is made once for a problem in a JVM ({@code PlanCache},
 * {@code ObjectivePlan}) and shared by all threads; an objective serves one.
 */
@NullMarked
package org.lamarck.worker.objective;

import org.jspecify.annotations.NullMarked;
