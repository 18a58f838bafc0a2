/** The bytecode of scalar operators, which compiled models and array programs have in common. */
@NullMarked
package org.lamarck.worker.bytecode;

import org.jspecify.annotations.NullMarked;
