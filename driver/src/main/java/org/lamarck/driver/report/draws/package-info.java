/** Draws from a posterior as files, as JSON and in words. */
@NullMarked
package org.lamarck.driver.report.draws;

import org.jspecify.annotations.NullMarked;
