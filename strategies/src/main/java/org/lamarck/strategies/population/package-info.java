/**
 * Individuals and what becomes of them: a {@link org.lamarck.strategies.population.Proposal} says
 * where to look and how much to spend, an {@link org.lamarck.strategies.population.Individual} is
 * what came of it, the {@link org.lamarck.strategies.population.BasinArchive} remembers where
 * individuals ended.
 */
@NullMarked
package org.lamarck.strategies.population;

import org.jspecify.annotations.NullMarked;
