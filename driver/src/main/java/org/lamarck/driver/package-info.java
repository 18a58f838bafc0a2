/**
 * The doorway for programs: {@link org.lamarck.driver.Lamarck} fits a problem and returns what came
 * of it. Settings are values, nothing is static, and a {@code SparkContext} that is handed in stays
 * the caller's.
 *
 * <pre>{@code
 * RunRecord record =
 *     Lamarck.on(sparkContext)
 *         .withBudget(Budget.UNLIMITED.withEvaluations(100_000))
 *         .fit(ProblemReader.read(Path.of("problem.yaml")));
 * }</pre>
 */
@NullMarked
package org.lamarck.driver;

import org.jspecify.annotations.NullMarked;
