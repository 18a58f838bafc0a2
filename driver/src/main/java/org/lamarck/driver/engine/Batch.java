package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.List;

/**
 * Tasks that travel together, and are computed one after another, or several in one go.
 *
 * @param deadline after which no further one is begun
 */
record Batch(List<Serializable> tasks, Deadline deadline) implements Serializable {
  Batch {
    tasks = List.copyOf(tasks);
  }

  /**
   * What came of a batch.
   *
   * @param results of the first tasks, in their order; of all when there was time
   * @param shown how far the first task without a result was; empty when it had shown nothing
   * @param nanos how long it took, for the size of later batches and nothing else
   */
  record Results(List<Serializable> results, List<Serializable> shown, long nanos)
      implements Serializable {
    Results {
      results = List.copyOf(results);
      shown = List.copyOf(shown);
    }
  }
}
