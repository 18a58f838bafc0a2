/** Tests of tables. */
@NullMarked
package org.lamarck.driver.report;

import org.jspecify.annotations.NullMarked;
