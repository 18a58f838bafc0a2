package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * What Spark runs on an executor: the bytes of a {@link Batch} in, those of its results out. Bytes
 * both ways keep Kryo's registration out of the user's classes.
 */
final class BatchFunction extends AbstractFunction1<Iterator<byte[]>, byte[]>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String hash;
  private final Broadcast<byte[]> workload;

  BatchFunction(String hash, Broadcast<byte[]> workload) {
    this.hash = hash;
    this.workload = workload;
  }

  @Override
  public byte[] apply(Iterator<byte[]> partition) {
    long start = System.nanoTime();
    Batch batch = Wire.fromBytes(partition.next(), Batch.class);
    @SuppressWarnings("unchecked") // the driver sends a workload with tasks of its own kind
    Workload<Serializable, Serializable> known =
        (Workload<Serializable, Serializable>) WorkloadCache.get(hash, workload::value);
    List<Serializable> results = new ArrayList<>(batch.tasks().size());
    for (Serializable task : batch.tasks()) {
      results.add(Guarded.run(known, task));
    }
    return Wire.toBytes(new Batch.Results(results, System.nanoTime() - start));
  }
}
