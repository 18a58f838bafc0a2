/** Tests of runs. */
@NullMarked
package org.lamarck.driver.run;

import org.jspecify.annotations.NullMarked;
