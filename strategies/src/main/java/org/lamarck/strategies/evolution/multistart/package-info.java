/**
 * Local searches from many starts. {@link
 * org.lamarck.strategies.evolution.multistart.SuccessiveHalving} keeps the books of searches that
 * advance in slices side by side; {@link org.lamarck.strategies.evolution.multistart.MultiStart} is
 * the strategy that does nothing else. A strategy of one's own that refines points uses the same
 * books:
 *
 * <pre>{@code
 * List<Proposal> proposals = race.ask(history.nextId(), starts, rules);
 * // … and when they have lived:
 * SuccessiveHalving.Outcome outcome = race.tell(lived, starts, false, archive, rules, slots);
 * }</pre>
 */
@NullMarked
package org.lamarck.strategies.evolution.multistart;

import org.jspecify.annotations.NullMarked;
