/**
 * Where tasks are computed. A {@link org.lamarck.driver.engine.Workload} is a value that says what
 * becomes of a task; an {@link org.lamarck.driver.engine.Engine} runs it on threads of this process
 * or on Spark's executors and hands each result over as it comes. Which engine, how many slots and
 * which machine failed never changes a result: tasks are pure, results are delivered by their index
 * and once.
 *
 * <pre>{@code
 * try (Engine engine = LocalEngine.ofThreads(2);
 *     Session<Proposal, Individual> session = engine.open(workload)) {
 *   session.submit(proposals, Terms.of("generation 1"), receiver);
 * }
 * }</pre>
 *
 * <p>This is the only package that knows Spark.
 */
@NullMarked
package org.lamarck.driver.engine;

import org.jspecify.annotations.NullMarked;
