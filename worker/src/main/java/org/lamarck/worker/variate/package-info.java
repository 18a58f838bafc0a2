/**
 * Random variates of the distributions that simulations draw from, each from a {@link
 * org.lamarck.strategies.random.RandomStream} handed in: exact methods, none of them by a table or
 * a normal approximation.
 */
@NullMarked
package org.lamarck.worker.variate;

import org.jspecify.annotations.NullMarked;
