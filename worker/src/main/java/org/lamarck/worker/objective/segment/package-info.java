/**
 * A problem of one model laid out: its experiments as chains of segments, each up to the next
 * change of conditions or to a steady state, and what is measured in them.
 *
 * <p>{@code SegmentPlanner} makes each experiment a chain of {@code SegmentPlan}s, whose {@code
 * InitialConditions} say how constants and states follow from the parameters and from the segment
 * before: {@code ModelStart} of the first one, {@code Continuation} of others. {@code
 * SegmentSimulation} runs one and pulls derivatives back. {@code ParameterMap} turns scaled
 * coordinates into parameters, {@code ParameterFormulas} these into what conditions and
 * measurements refer to; {@code ObservableKernel} turns states into what is measured, at each
 * measurement of a segment by {@code SimulatedObservables}. {@code ProblemPlan} has all of it.
 *
 * <p>Plans are immutable and shared by threads; values, kernels, states and simulations serve one.
 */
@NullMarked
package org.lamarck.worker.objective.segment;

import org.jspecify.annotations.NullMarked;
