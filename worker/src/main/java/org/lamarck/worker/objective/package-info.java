/**
 * An estimation problem as an objective: {@link org.lamarck.worker.objective.ProblemObjective}
 * simulates every experiment at a point, compares with what was measured, and answers with value,
 * gradient, residuals and curvature.
 *
 * <p>On the way from a point to its value: {@link org.lamarck.worker.objective.ParameterMap} turns
 * scaled coordinates into parameters, {@code ExperimentPlan} turns those into constants and initial
 * states of a simulation, {@code ObservableKernel} turns states into what is measured, {@code
 * NoiseModel} turns that into likelihood.
 */
@NullMarked
package org.lamarck.worker.objective;

import org.jspecify.annotations.NullMarked;
