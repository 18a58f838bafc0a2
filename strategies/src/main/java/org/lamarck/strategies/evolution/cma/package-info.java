/**
 * CMA-ES. {@link org.lamarck.strategies.evolution.cma.Cma} is the distribution and how it learns,
 * {@link org.lamarck.strategies.evolution.cma.CmaRun} one run of it in a box, {@link
 * org.lamarck.strategies.evolution.cma.Bipop} the order of runs, {@link
 * org.lamarck.strategies.evolution.cma.CmaEs} the strategy made of them.
 */
@NullMarked
package org.lamarck.strategies.evolution.cma;

import org.jspecify.annotations.NullMarked;
