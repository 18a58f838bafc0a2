package org.lamarck.driver.fit;

import java.nio.file.Path;
import java.util.List;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.engine.SparkEngine;
import org.lamarck.driver.engine.SparkPresence;

/** Starts the engine that was chosen; Spark's classes are loaded for Spark only. */
public final class Engines {
  private Engines() {}

  /**
   * An engine.
   *
   * @param jars of the user's classes, which executors need
   */
  public static Engine start(EngineChoice choice, List<Path> jars) {
    if (choice instanceof EngineChoice.Threads threads) {
      return LocalEngine.ofThreads(threads.count());
    }
    SparkPresence.require();
    return SparkEngine.start(((EngineChoice.Spark) choice).url(), jars);
  }
}
