/**
 * Models written as formulas in a problem's file, some of which may be small networks. {@link
 * org.lamarck.worker.equations.EquationsReader} reads them.
 */
@NullMarked
package org.lamarck.worker.equations;

import org.jspecify.annotations.NullMarked;
