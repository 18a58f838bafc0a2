/** Tests of the engines. */
@NullMarked
package org.lamarck.driver.engine;

import org.jspecify.annotations.NullMarked;
