/** Tests of fits. */
@NullMarked
package org.lamarck.driver.fit;

import org.jspecify.annotations.NullMarked;
