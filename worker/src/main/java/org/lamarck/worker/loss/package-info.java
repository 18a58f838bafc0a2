/**
 * Losses beyond data: what a model shall do, told by features of its trajectories. A {@link
 * org.lamarck.worker.loss.Feature} makes few numbers of a curve, with exact derivatives; a {@link
 * org.lamarck.worker.loss.Term} compares those of some curves with targets in a {@link
 * org.lamarck.worker.loss.Norm}; a {@link org.lamarck.worker.loss.TermLoss} is a sum of terms or a
 * formula of them. {@link org.lamarck.worker.loss.LossReader} reads them.
 *
 * <p>A new feature is a record here and a line in {@code FeatureReader}.
 */
@NullMarked
package org.lamarck.worker.loss;

import org.jspecify.annotations.NullMarked;
