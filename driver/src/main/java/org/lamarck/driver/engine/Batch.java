package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.List;

/** Tasks that travel, and are computed one after another, together. */
record Batch(List<Serializable> tasks) implements Serializable {
  Batch {
    tasks = List.copyOf(tasks);
  }

  /**
   * What came of a batch.
   *
   * @param results one for each task, in their order
   * @param nanos how long it took, for the size of later batches and nothing else
   */
  record Results(List<Serializable> results, long nanos) implements Serializable {
    Results {
      results = List.copyOf(results);
    }
  }
}
