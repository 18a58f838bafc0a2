@NullMarked
package org.lamarck.worker.archive;

import org.jspecify.annotations.NullMarked;
