/**
 * Where the flow is interrupted: {@code SwitchingFunctions} finds when an indicator changes its
 * sign within a step, {@code EventExecution} executes events with the delays, priorities and
 * persistence of SBML and writes down what was computed, as an {@link
 * org.lamarck.worker.event.Transition} that derivatives can follow. {@link
 * org.lamarck.worker.event.SecondaryEquations} is what is carried along with steps and over
 * instants.
 */
@NullMarked
package org.lamarck.worker.event;

import org.jspecify.annotations.NullMarked;
