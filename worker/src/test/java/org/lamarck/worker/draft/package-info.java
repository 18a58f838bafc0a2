@NullMarked
package org.lamarck.worker.draft;

import org.jspecify.annotations.NullMarked;
