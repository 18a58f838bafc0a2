/** Tests of the command line. */
@NullMarked
package org.lamarck.driver.cli;

import org.jspecify.annotations.NullMarked;
