package org.lamarck.worker.system;

import org.jspecify.annotations.Nullable;

/**
 * A state w(t) = x(t − d) that is what another one was some time ago. It is integrated as w′ = u
 * with u = x′(t − d)(1 − d′), which stands, with its derivative by time, among the constants.
 *
 * @param state w
 * @param source x
 * @param input the place of u in p; that of u′ is the next
 * @param delay d, over states, constants and time
 * @param isFixed whether d depends on constants alone
 * @param slopeBefore x′ before the start, over constants and time; absent where x was constant
 * @param curvatureBefore x″ before the start
 */
public record LagShape(
    int state,
    int source,
    int input,
    PointFunction delay,
    boolean isFixed,
    @Nullable PointFunction slopeBefore,
    @Nullable PointFunction curvatureBefore) {}
