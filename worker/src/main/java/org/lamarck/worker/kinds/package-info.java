/**
 * All kinds of problems. {@link org.lamarck.worker.kinds.ProblemKinds} reads a file of any of them
 * and is the list of those of Lamarck's own format.
 */
@NullMarked
package org.lamarck.worker.kinds;

import org.jspecify.annotations.NullMarked;
