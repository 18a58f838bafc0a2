/**
 * Differential evolution that adapts itself: {@link
 * org.lamarck.strategies.evolution.differential.DifferentialEvolution}.
 */
@NullMarked
package org.lamarck.strategies.evolution.differential;

import org.jspecify.annotations.NullMarked;
