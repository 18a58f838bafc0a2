/** Tests of settings. */
@NullMarked
package org.lamarck.driver.config;

import org.jspecify.annotations.NullMarked;
