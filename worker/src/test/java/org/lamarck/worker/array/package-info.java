/** Tests of operations on arrays and of programs of them. */
@NullMarked
package org.lamarck.worker.array;

import org.jspecify.annotations.NullMarked;
