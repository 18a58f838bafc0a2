@NullMarked
package org.lamarck.worker.petab.parameter;

import org.jspecify.annotations.NullMarked;
