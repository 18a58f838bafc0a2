@NullMarked
package org.lamarck.worker.jsbml;

import org.jspecify.annotations.NullMarked;
