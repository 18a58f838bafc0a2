package org.lamarck.driver.config;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where tasks are to be computed. */
public sealed interface EngineChoice extends Serializable {

  /** In this process. */
  record Threads(int count) implements EngineChoice {
    public Threads {
      if (count < 1) {
        throw new IllegalArgumentException(
            "threads (" + count + ") must be at least 1; leave it out to use every core");
      }
    }
  }

  /**
   * On Spark.
   *
   * @param master its URL; absent when Spark's own configuration says it
   */
  record Spark(@Nullable String master) implements EngineChoice {
    /** The master's URL, when it was given. */
    public Optional<String> url() {
      return Optional.ofNullable(master);
    }
  }
}
