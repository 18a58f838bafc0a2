/**
 * An estimation problem as an objective: {@link org.lamarck.worker.objective.ProblemObjective}
 * simulates every experiment at a point, compares with what was measured, and answers with value,
 * gradient, residuals and curvature.
 *
 * <p>On the way from a point to its value: {@link org.lamarck.worker.objective.ParameterMap} turns
 * scaled coordinates into parameters; {@code PhaseSketches} makes each experiment a chain of {@code
 * PhasePlan}s, whose {@code Beginning} says how constants and states follow from the parameters and
 * from the phase before; {@code PhaseSimulation} runs one, to a time or to a steady state, and
 * pulls derivatives back; {@code ObservableKernel} turns states into what is measured, {@code
 * Comparison} turns that into likelihood. {@code InnerSolver} computes parameters that have a
 * closed form, {@code PriorTerm} adds priors.
 */
@NullMarked
package org.lamarck.worker.objective;

import org.jspecify.annotations.NullMarked;
