/** Tests of checkpoints. */
@NullMarked
package org.lamarck.driver.checkpoint;

import org.jspecify.annotations.NullMarked;
