package org.lamarck.driver.engine;

import java.io.Serializable;

/** Slots that compute tasks: threads of this process, or a cluster's. */
public interface Engine extends AutoCloseable {
  /** How many tasks it computes at a time, as far as it knows now. */
  int slots();

  /** For people, such as {@code 2 threads}. */
  String description();

  /** Makes {@code workload} known to the workers. */
  <T extends Serializable, R extends Serializable> Session<T, R> open(Workload<T, R> workload);

  /** Ends its sessions, and gives back what it made itself and nothing that it was handed. */
  @Override
  void close();
}
