/**
 * How a measured number is distributed around a simulated one: a {@code Distribution} on the scale
 * of a {@code Transformation} is a {@code Noise}.
 */
@NullMarked
package org.lamarck.worker.noise;

import org.jspecify.annotations.NullMarked;
