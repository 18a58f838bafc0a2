/** Tests of the command line. */
@NullMarked
package org.lamarck.driver.simulate;

import org.jspecify.annotations.NullMarked;
