/** Tests of tables of draws. */
@NullMarked
package org.lamarck.driver.report.draws;

import org.jspecify.annotations.NullMarked;
