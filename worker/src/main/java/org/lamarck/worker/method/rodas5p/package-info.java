/**
 * Rodas5P, a Rosenbrock method of order 5 for stiff systems, algebraic states and delays: {@link
 * org.lamarck.worker.method.rodas5p.Rodas5P} is the method.
 */
@NullMarked
package org.lamarck.worker.method.rodas5p;

import org.jspecify.annotations.NullMarked;
