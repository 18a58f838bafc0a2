/**
 * What is computed around the best point of a run ({@link org.lamarck.driver.around.AroundBest}):
 * profiles ({@link org.lamarck.driver.around.Profiling}) and draws from the posterior ({@link
 * org.lamarck.driver.around.PosteriorSampling}), as follow-ups that go on where they were cut. A
 * {@link org.lamarck.driver.around.NominalRun} stands for a fit that nobody has made.
 */
@NullMarked
package org.lamarck.driver.around;

import org.jspecify.annotations.NullMarked;
