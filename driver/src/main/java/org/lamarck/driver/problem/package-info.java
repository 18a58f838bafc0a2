/**
 * Problems and models where users keep them: finds their files, evaluates a problem at a point, and
 * says in a line what is wrong with a file.
 */
@NullMarked
package org.lamarck.driver.problem;

import org.jspecify.annotations.NullMarked;
