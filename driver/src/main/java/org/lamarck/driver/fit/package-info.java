/**
 * A fit from files to files. A {@link org.lamarck.driver.fit.SourceRun} is what is fitted, an
 * {@link org.lamarck.driver.fit.EstimationRun} one that is an estimation problem; {@link
 * org.lamarck.driver.fit.Fitting} leads it from settings to a folder of results, from which it can
 * go on ({@link org.lamarck.driver.fit.SavedRun}). {@link org.lamarck.driver.fit.FitAll} and {@link
 * org.lamarck.driver.fit.SeedFits} make many. Nothing here prints: remarks go to whom they are
 * told.
 */
@NullMarked
package org.lamarck.driver.fit;

import org.jspecify.annotations.NullMarked;
