/** Tests of records. */
@NullMarked
package org.lamarck.driver.record;

import org.jspecify.annotations.NullMarked;
