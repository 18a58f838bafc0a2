/**
 * Problems as values: an {@link org.lamarck.worker.problem.OdeModel} is a model of any origin in
 * one form, an {@link org.lamarck.worker.problem.EstimationProblem} adds what was measured and what
 * is searched, of one model or of several that share parameters. Readers make them, compilers and
 * objectives use them, and they travel to executors as bytes.
 */
@NullMarked
package org.lamarck.worker.problem;

import org.jspecify.annotations.NullMarked;
