/**
 * The hybrid of gradient and evolution: {@link org.lamarck.strategies.evolution.hybrid.Hybrid} is
 * the settings and tells the idea, {@link org.lamarck.strategies.evolution.hybrid.EffortAllocation}
 * shares the effort among its arms, {@link org.lamarck.strategies.evolution.hybrid.ProbedCma} is
 * CMA-ES with local searches that look in on it.
 */
@NullMarked
package org.lamarck.strategies.evolution.hybrid;

import org.jspecify.annotations.NullMarked;
