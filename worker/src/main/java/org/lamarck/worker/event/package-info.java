/**
 * Where the flow is interrupted: {@code SwitchingFunctions} are the modes of switches, {@code
 * FirstChange} finds when the first one stops to be right within a step, {@code EventExecution}
 * executes events with the delays, priorities and persistence of SBML, which wait in an {@code
 * EventQueue}, and writes down what was computed, as a {@link org.lamarck.worker.event.Transition}
 * that derivatives can follow. {@link org.lamarck.worker.event.SecondaryEquations} is what is
 * carried along with steps and over instants.
 */
@NullMarked
package org.lamarck.worker.event;

import org.jspecify.annotations.NullMarked;
