/**
 * Explicit Runge–Kutta methods: an {@code ExplicitTableau} is all that one of them needs, steps,
 * tangents and adjoints are the same for all. {@link
 * org.lamarck.worker.method.rungekutta.ExplicitMethod} has them.
 */
@NullMarked
package org.lamarck.worker.method.rungekutta;

import org.jspecify.annotations.NullMarked;
