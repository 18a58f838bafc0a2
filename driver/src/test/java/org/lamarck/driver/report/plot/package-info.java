/** Tests of plots. */
@NullMarked
package org.lamarck.driver.report.plot;

import org.jspecify.annotations.NullMarked;
