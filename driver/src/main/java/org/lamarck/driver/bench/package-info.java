/**
 * How long a problem takes: {@link org.lamarck.driver.bench.ProblemTimes} in one go, {@link
 * org.lamarck.driver.bench.BenchServer} call by call as another program asks.
 */
@NullMarked
package org.lamarck.driver.bench;

import org.jspecify.annotations.NullMarked;
