/**
 * What an individual learns in its lifetime: a {@link org.lamarck.strategies.local.LocalSearch}
 * walks downhill from a start and reports a {@link org.lamarck.strategies.local.Refinement}. A
 * search that ran out of its budget leaves a {@link org.lamarck.strategies.local.LocalState} from
 * which it goes on as if it had never stopped.
 *
 * <pre>{@code
 * Refinement refinement =
 *     search.refine(objective, space, search.begin(start), 100);
 * }</pre>
 */
@NullMarked
package org.lamarck.strategies.local;

import org.jspecify.annotations.NullMarked;
