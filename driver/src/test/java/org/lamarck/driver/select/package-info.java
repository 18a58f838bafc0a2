/** Tests of selections of models. */
@NullMarked
package org.lamarck.driver.select;

import org.jspecify.annotations.NullMarked;
