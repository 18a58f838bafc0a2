/**
 * Integration through time: {@link org.lamarck.worker.integrate.OdeIntegrator} makes steps until
 * the last time of a {@link org.lamarck.worker.integrate.TimeGrid}. {@code StepController} sizes
 * them, {@code MethodChoice} chooses who makes them, {@code StepPlanner} where they end, {@code
 * StepTrial} whether they are good, {@code EventLocator} ends one where the flow is interrupted.
 */
@NullMarked
package org.lamarck.worker.integrate;

import org.jspecify.annotations.NullMarked;
