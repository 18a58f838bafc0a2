/**
 * An estimation problem as an objective: {@link org.lamarck.worker.objective.ProblemObjective}
 * simulates every experiment at a point, compares with what was measured, and answers with value,
 * gradient, residuals and curvature.
 *
 * <p>On the way from a point to its value: {@link org.lamarck.worker.objective.ParameterMap} turns
 * scaled coordinates into parameters; {@code SegmentPlanner} makes each experiment a chain of
 * {@code SegmentPlan}s, whose {@code InitialConditions} says how constants and states follow from
 * the parameters and from the segment before; {@code SegmentSimulation} runs one, to a time or to a
 * steady state, and pulls derivatives back; {@code ObservableKernel} turns states into what is
 * measured, {@code MeasurementLikelihood} turns that into likelihood. {@code InnerSolver} computes
 * parameters that have a closed form, {@code PriorTerm} adds priors.
 *
 * <p>What does not depend on the point is a plan: immutable, made once for a problem in a JVM
 * ({@code PlanCache}) and shared by all threads. What does is a workspace of one thread: {@code
 * ParameterValues} of {@code ParameterFormulas}, {@code InitialConditions.Workspace}, {@code
 * ObservableKernel} of {@code ObservableFormulas}, and {@code SegmentSimulation} with its {@code
 * SegmentState} of {@code SegmentPlan}.
 */
@NullMarked
package org.lamarck.worker.objective;

import org.jspecify.annotations.NullMarked;
