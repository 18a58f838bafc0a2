@NullMarked
package org.lamarck.worker.task;

import org.jspecify.annotations.NullMarked;
