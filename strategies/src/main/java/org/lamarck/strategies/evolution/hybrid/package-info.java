/**
 * The hybrid of gradient and evolution: {@link org.lamarck.strategies.evolution.hybrid.Hybrid} is
 * the settings and tells the idea, {@link org.lamarck.strategies.evolution.hybrid.EffortAllocation}
 * shares the effort among its parties, of which {@link
 * org.lamarck.strategies.evolution.hybrid.Shares} tells who takes part; {@link
 * org.lamarck.strategies.evolution.hybrid.SideArm} is one beside the race of local searches, {@link
 * org.lamarck.strategies.evolution.hybrid.ProbedCma} CMA-ES with local searches that look in on it,
 * {@link org.lamarck.strategies.evolution.hybrid.BlockArm} what takes a problem apart where it has
 * {@link org.lamarck.strategies.evolution.hybrid.Blocks}.
 */
@NullMarked
package org.lamarck.strategies.evolution.hybrid;

import org.jspecify.annotations.NullMarked;
