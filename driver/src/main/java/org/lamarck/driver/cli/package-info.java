/**
 * The command line. {@link org.lamarck.driver.cli.Main} knows the commands; each reads its
 * arguments, calls the library and prints. Results go to standard output, everything else to
 * standard error; the exit codes are those of {@link org.lamarck.driver.cli.ExitCode}.
 */
@NullMarked
package org.lamarck.driver.cli;

import org.jspecify.annotations.NullMarked;
