/**
 * What the command line knows of the terminal it writes to: how wide it is, and where standard
 * error is when the launcher filters Java's own words.
 */
@NullMarked
package org.lamarck.driver.cli.terminal;

import org.jspecify.annotations.NullMarked;
