@NullMarked
package org.lamarck.worker.problem;

import org.jspecify.annotations.NullMarked;
