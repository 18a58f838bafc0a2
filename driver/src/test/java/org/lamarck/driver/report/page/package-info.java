/** Tests of what pages are made of. */
@NullMarked
package org.lamarck.driver.report.page;

import org.jspecify.annotations.NullMarked;
