/**
 * What is done to a model while it runs: quantities are set, or clamped, to values at given times,
 * which may be searched. A {@link org.lamarck.worker.intervention.Intervention} changes a model so
 * that it can be done, and tells what is assigned when; a {@link
 * org.lamarck.worker.intervention.Agenda} makes the periods of experiments of it.
 */
@NullMarked
package org.lamarck.worker.intervention;

import org.jspecify.annotations.NullMarked;
