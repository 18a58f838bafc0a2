package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Slots that compute tasks: threads of this process, or a cluster's. */
public interface Engine extends AutoCloseable {
  /** How many tasks it computes at a time, as far as it knows now. */
  int slots();

  /** For people, such as {@code 2 threads}. */
  String description();

  /** Makes {@code workload} known to the workers. */
  <T extends Serializable, R extends Serializable> Session<T, R> open(Workload<T, R> workload);

  /**
   * Makes numbers of a run known to whoever watches the machines, until it is called again or the
   * engine is closed; threads have nobody who does.
   *
   * @param gauges by name; asked at any time, by any thread
   */
  default void publish(Map<String, DoubleSupplier> gauges) {}

  /** Ends its sessions, and gives back what it made itself and nothing that it was handed. */
  @Override
  void close();
}
