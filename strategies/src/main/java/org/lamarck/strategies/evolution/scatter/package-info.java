/**
 * Cooperative scatter search around local searches: Egea, Martí and Banga (2010), An evolutionary
 * method for complex-process optimization; Villaverde, Egea and Banga (2012), A cooperative
 * strategy for parameter estimation in large scale systems biology models; Penas et al. (2017),
 * Parameter estimation in large-scale systems biology models: a parallel and self-adaptive
 * cooperative strategy. {@link org.lamarck.strategies.evolution.scatter.ScatterSearch} is the
 * strategy. Its {@link org.lamarck.strategies.evolution.scatter.Archipelago} says which islands
 * there are and what they tell each other; {@link
 * org.lamarck.strategies.evolution.scatter.Cooperation} is where all of them stand, as a part that
 * other strategies can contain.
 */
@NullMarked
package org.lamarck.strategies.evolution.scatter;

import org.jspecify.annotations.NullMarked;
