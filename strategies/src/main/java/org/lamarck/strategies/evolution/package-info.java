/**
 * Search by generations: a {@link org.lamarck.strategies.evolution.Strategy} is settings, a {@link
 * org.lamarck.strategies.evolution.Generation} is where a run stands. {@code ask} says what to
 * compute next, {@code tell} takes the answers and returns the next generation; both are pure.
 *
 * <pre>{@code
 * Generation generation = strategy.begin(space, random, guesses);
 * while (!generation.finished()) {
 *   List<Individual> lived = generation.ask().stream().map(this::live).toList();
 *   generation = generation.tell(lived);
 * }
 * }</pre>
 */
@NullMarked
package org.lamarck.strategies.evolution;

import org.jspecify.annotations.NullMarked;
