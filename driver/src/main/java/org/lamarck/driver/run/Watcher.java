package org.lamarck.driver.run;

/** Who is told how a run goes, several times a second, by the thread that drives it. */
@FunctionalInterface
public interface Watcher {
  /** Looks away. */
  Watcher NONE = progress -> {};

  void progress(Progress progress);
}
