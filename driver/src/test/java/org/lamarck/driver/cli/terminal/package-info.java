/** Tests of the terminal. */
@NullMarked
package org.lamarck.driver.cli.terminal;

import org.jspecify.annotations.NullMarked;
