package org.lamarck.driver.config;

/**
 * A value as it was written.
 *
 * @param text the value
 * @param place where it was written: {@code run.yaml:3:7}, {@code --seed}, {@code
 *     spark.lamarck.seed}
 */
public record Setting(String text, String place) {}
