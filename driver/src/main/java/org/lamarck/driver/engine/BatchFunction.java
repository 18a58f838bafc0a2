package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
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
    double left = batch.deadline().left();
    @SuppressWarnings("unchecked") // the driver sends a workload with tasks of its own kind
    Workload<Serializable, Serializable> known =
        (Workload<Serializable, Serializable>) WorkloadCache.get(hash, workload::value);
    List<Serializable> results = new ArrayList<>(batch.tasks().size());
    List<Serializable> shown = List.of();
    List<Serializable> tasks = batch.tasks();
    while (results.size() < tasks.size()) {
      Hourglass hourglass = new Hourglass(start, left);
      if (hourglass.expired()) {
        break;
      }
      List<Serializable> others = tasks.subList(results.size(), tasks.size());
      List<Serializable> some = Guarded.first(known, others, others.size());
      List<Serializable> theirs = Guarded.run(known, some, hourglass);
      if (hourglass.told) { // they may have ended because of that
        shown = hourglass.last == null ? List.of() : List.of(hourglass.last);
        break;
      }
      results.addAll(theirs);
    }
    return Wire.toBytes(new Batch.Results(results, shown, System.nanoTime() - start));
  }

  /** Remembers what a task showed, and whether it was told that its time is over. */
  private static final class Hourglass implements Watch<Serializable> {
    private final long start;
    private final double seconds;
    private @Nullable Serializable last;
    private boolean told;

    Hourglass(long start, double seconds) {
      this.start = start;
      this.seconds = seconds;
    }

    @Override
    public void soFar(Serializable result) {
      last = result;
    }

    @Override
    public boolean expired() {
      told |= (System.nanoTime() - start) * 1e-9 >= seconds;
      return told;
    }
  }
}
