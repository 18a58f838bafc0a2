/** Tests of the command line. */
@NullMarked
package org.lamarck.driver.bench;

import org.jspecify.annotations.NullMarked;
