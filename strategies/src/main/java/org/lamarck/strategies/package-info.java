/** The strategies by name: the door of the mathematics of search. */
@NullMarked
package org.lamarck.strategies;

import org.jspecify.annotations.NullMarked;
