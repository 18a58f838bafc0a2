/** Tests of what is computed around a best point. */
@NullMarked
package org.lamarck.driver.around;

import org.jspecify.annotations.NullMarked;
