/**
 * What a user sets, from wherever it comes: the command line first, then the configuration file,
 * then {@code spark.lamarck.*}, then the defaults. {@link org.lamarck.driver.config.SettingsReader}
 * merges them into {@link org.lamarck.driver.config.FitSettings} and says of each value that cannot
 * be used where it stands, what is wrong and what to do.
 *
 * <pre>
 * # run.yaml
 * strategy: hybrid
 * seed: 7
 * timeLimit: 10m
 * </pre>
 */
@NullMarked
package org.lamarck.driver.config;

import org.jspecify.annotations.NullMarked;
