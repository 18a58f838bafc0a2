/**
 * How exact an integration is to be: {@link org.lamarck.worker.tolerance.Tolerances} says so, an
 * {@link org.lamarck.worker.tolerance.ErrorScale} is what the error of each state is compared with
 * on the way, and an {@link org.lamarck.worker.tolerance.EventMemory} what an integration leaves to
 * one that goes on.
 */
@NullMarked
package org.lamarck.worker.tolerance;

import org.jspecify.annotations.NullMarked;
