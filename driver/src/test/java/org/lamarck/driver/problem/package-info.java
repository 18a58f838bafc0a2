/** Tests of problems where users keep them. */
@NullMarked
package org.lamarck.driver.problem;

import org.jspecify.annotations.NullMarked;
