package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lamarck.strategies.random.RandomStream;

/**
 * An engine with bad luck: it computes in any order, loses results and computes them again, hands
 * some over twice, and sends everything through bytes. All by its seed.
 */
public final class FaultyEngine implements Engine {
  private final RandomStream luck;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "faulty");
            daemon.setDaemon(true);
            return daemon;
          });

  public FaultyEngine(long seed) {
    luck = RandomStream.of(seed);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public String description() {
    return "an engine with faults";
  }

  @Override
  public <T extends Serializable, R extends Serializable> Session<T, R> open(
      Workload<T, R> workload) {
    byte[] bytes = Wire.toBytes(workload);
    return new Session<>() {
      @Override
      public Submission<R> submit(List<T> tasks, Terms terms, Receiver<R> receiver) {
        Delivery<R> delivery = new Delivery<>(tasks.size(), receiver);
        thread.execute(() -> compute(bytes, tasks, delivery));
        return delivery;
      }

      @Override
      public void close() {}
    };
  }

  private <T extends Serializable, R extends Serializable> void compute(
      byte[] bytes, List<T> tasks, Delivery<R> delivery) {
    @SuppressWarnings("unchecked") // these are the bytes of the session's own workload
    Workload<T, R> workload = (Workload<T, R>) Wire.fromBytes(bytes, Workload.class);
    List<Integer> waiting = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      waiting.add(i);
    }
    while (!waiting.isEmpty() && delivery.open()) {
      int place = luck.nextInt(waiting.size());
      int index = waiting.get(place);
      R result = Guarded.run(workload, roundTrip(tasks.get(index)), delivery.watch(index));
      double fate = luck.nextDouble();
      if (fate > 0.2) {
        delivery.received(index, roundTrip(result));
      }
      if (fate > 0.4) {
        waiting.remove(place);
      }
    }
  }

  @SuppressWarnings("unchecked") // a copy has the class of its original
  private static <V extends Serializable> V roundTrip(V value) {
    return (V) Wire.fromBytes(Wire.toBytes(value), value.getClass());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
