/**
 * What one executor does: {@link org.lamarck.worker.task.SerializedProblem} is a problem on its
 * way, {@link org.lamarck.worker.task.Worker} lives the proposals of a generation against it,
 * {@link org.lamarck.worker.task.Simulator} runs a model without a problem, {@link
 * org.lamarck.worker.task.SuiteCase} says what a case of the SBML test suite asks of it.
 */
@NullMarked
package org.lamarck.worker.task;

import org.jspecify.annotations.NullMarked;
