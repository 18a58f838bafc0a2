/** Tests of predictions. */
@NullMarked
package org.lamarck.driver.predict;

import org.jspecify.annotations.NullMarked;
