package org.lamarck.driver.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** Keeps where a run was last, for whoever asks, and passes it on. */
public final class Gauges implements Watcher {
  private final Watcher next;
  private volatile Progress last =
      new Progress(0, 0, 0, 0, 0, Double.POSITIVE_INFINITY, 0, 0, false);

  /**
   * Gauges of a run.
   *
   * @param next who else watches it
   */
  public Gauges(Watcher next) {
    this.next = next;
  }

  @Override
  public void progress(Progress progress) {
    last = progress;
    next.progress(progress);
  }

  /** What can be asked, by name. */
  public Map<String, DoubleSupplier> named() {
    Map<String, DoubleSupplier> named = new LinkedHashMap<>();
    named.put("best", of(Progress::best));
    named.put("evaluations", of(Progress::evaluations));
    named.put("gradients", of(Progress::gradients));
    named.put("basins", of(Progress::basins));
    named.put("generation", of(Progress::generation));
    named.put("tasks", of(Progress::tasks));
    named.put("tasksDone", of(Progress::done));
    named.put("waiting", of(progress -> progress.waiting() ? 1 : 0));
    named.put("seconds", of(Progress::seconds));
    return named;
  }

  private DoubleSupplier of(ToDoubleFunction<Progress> number) {
    return () -> number.applyAsDouble(last);
  }
}
