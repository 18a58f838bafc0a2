/**
 * What pages are made of, whatever they tell: text that is well-formed ({@link
 * org.lamarck.driver.report.page.Page}), plots ({@link org.lamarck.driver.report.page.Svg}, {@link
 * org.lamarck.driver.report.page.Axis}), numbers as people read them, the style sheets and the
 * script. Knows nothing of runs.
 */
@NullMarked
package org.lamarck.driver.report.page;

import org.jspecify.annotations.NullMarked;
