/**
 * What is searched: an {@link org.lamarck.strategies.objective.Objective} on a {@link
 * org.lamarck.strategies.objective.SearchSpace} answers each point with an {@link
 * org.lamarck.strategies.objective.Evaluation}. Models implement it; strategies know nothing else
 * of them.
 *
 * <pre>{@code
 * Objective sphere = (x, derivatives) -> new Evaluation.Value(x.dot(x));
 * }</pre>
 */
@NullMarked
package org.lamarck.strategies.objective;

import org.jspecify.annotations.NullMarked;
