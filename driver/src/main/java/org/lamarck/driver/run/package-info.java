/**
 * A search from its first generation to its last: a {@link org.lamarck.driver.run.Run} asks a
 * strategy what to compute, has an engine compute it, tells the strategy in the order of asking
 * whatever the order of arrival, and lets a {@link org.lamarck.driver.run.Journal} keep where it
 * stands. So everything but the wall clock is a function of seed and settings.
 *
 * <pre>{@code
 * RunOutcome outcome =
 *     Run.of(settings, space).go(engine.open(workload), Journal.NONE, Watcher.NONE);
 * }</pre>
 */
@NullMarked
package org.lamarck.driver.run;

import org.jspecify.annotations.NullMarked;
