/**
 * What is kept of a run that has ended, and what reports and results are written from: a {@link
 * org.lamarck.driver.record.RunRecord} says which run it was ({@link
 * org.lamarck.driver.record.RunProvenance}), what came of it, and, for an estimation problem, what
 * the best point says about the data ({@link org.lamarck.driver.record.Fit}) and how sure it is
 * ({@link org.lamarck.driver.record.Uncertainty}).
 */
@NullMarked
package org.lamarck.driver.record;

import org.jspecify.annotations.NullMarked;
