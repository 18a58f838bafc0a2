/**
 * Integration through time: {@link org.lamarck.worker.integrate.OdeIntegrator} makes steps until
 * the last time of a {@link org.lamarck.worker.integrate.TimeGrid}, chooses their size and method,
 * and stops where the flow is interrupted.
 */
@NullMarked
package org.lamarck.worker.integrate;

import org.jspecify.annotations.NullMarked;
