/**
 * Profile likelihoods: how far one coordinate can go while the others do what they can. A {@link
 * org.lamarck.strategies.profile.Profile} is a strategy as others are, on the same engines, with
 * the same checkpoints; its generation reports {@link org.lamarck.strategies.profile.Profiled}, a
 * {@link org.lamarck.strategies.profile.Curve} for each coordinate.
 *
 * <pre>{@code
 * Profile profile = Profile.of(3.84 / 2, List.of(0, 1), TrustRegion.DEFAULT);
 * }</pre>
 */
@NullMarked
package org.lamarck.strategies.profile;

import org.jspecify.annotations.NullMarked;
