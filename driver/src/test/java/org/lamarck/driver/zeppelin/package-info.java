@NullMarked
package org.lamarck.driver.zeppelin;

import org.jspecify.annotations.NullMarked;
