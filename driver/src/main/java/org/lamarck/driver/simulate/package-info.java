/**
 * Runs of many models beside each other: what is asked for ({@link
 * org.lamarck.driver.simulate.TrajectoryOptions}), a job for each model, and tables of
 * trajectories.
 */
@NullMarked
package org.lamarck.driver.simulate;

import org.jspecify.annotations.NullMarked;
