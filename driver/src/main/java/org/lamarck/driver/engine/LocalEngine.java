package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Daemon threads of this process; tasks begin in the order in which they were submitted. */
public final class LocalEngine implements Engine {
  private final int threads;
  private final ExecutorService pool;

  private LocalEngine(int threads) {
    this.threads = threads;
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, "lamarck-worker-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    pool = Executors.newFixedThreadPool(threads, factory);
  }

  /** An engine of this many threads. */
  public static LocalEngine ofThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "threads (" + threads + ") must be at least 1; leave it out to use every core");
    }
    return new LocalEngine(threads);
  }

  @Override
  public int slots() {
    return threads;
  }

  @Override
  public String description() {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  @Override
  public <T extends Serializable, R extends Serializable> Session<T, R> open(
      Workload<T, R> workload) {
    return new LocalSession<>(workload, threads, pool);
  }

  /** Threads that still compute are asked to stop and not waited for. */
  @Override
  public void close() {
    pool.shutdownNow();
  }

  private static final class LocalSession<T extends Serializable, R extends Serializable>
      implements Session<T, R> {
    private final Workload<T, R> workload;
    private final int threads;
    private final ExecutorService pool;
    private final Set<Delivery<R>> deliveries = ConcurrentHashMap.newKeySet();

    LocalSession(Workload<T, R> workload, int threads, ExecutorService pool) {
      this.workload = workload;
      this.threads = threads;
      this.pool = pool;
    }

    @Override
    public Submission<R> submit(List<T> tasks, Terms terms, Receiver<R> receiver) {
      deliveries.removeIf(old -> !old.open());
      Delivery<R> delivery = new Delivery<>(tasks.size(), receiver);
      deliveries.add(delivery);
      Queue queue = new Queue(tasks, delivery);
      for (int i = 0; i < tasks.size(); i++) {
        CompletableFuture.runAsync(queue::next, pool).exceptionally(cause -> stop(delivery, cause));
      }
      return delivery;
    }

    /** The tasks of a submission, from which each thread takes the next one, or ones. */
    private final class Queue {
      private final List<T> tasks;
      private final Delivery<R> delivery;
      private int taken;

      Queue(List<T> tasks, Delivery<R> delivery) {
        this.tasks = tasks;
        this.delivery = delivery;
      }

      void next() {
        List<T> some = List.of();
        int first;
        synchronized (this) {
          first = taken;
          if (first < tasks.size() && delivery.open()) {
            int share = (tasks.size() + threads - 1) / threads;
            some = Guarded.first(workload, tasks.subList(first, tasks.size()), share);
            taken += some.size();
          }
        }
        if (some.isEmpty()) {
          return; // another thread took more than one
        }
        List<R> results = Guarded.run(workload, some, delivery.watch(first));
        for (int i = 0; i < results.size(); i++) {
          delivery.received(first + i, results.get(i));
        }
      }
    }

    /** Whatever passed the guard or came from the receiver: nothing can go on from here. */
    private @Nullable Void stop(Delivery<R> delivery, Throwable cause) {
      Throwable root = cause.getCause() == null ? cause : cause.getCause();
      delivery.stopped(
          new EngineException(EngineException.Kind.LOST, "a worker thread died: " + root, root));
      return null;
    }

    @Override
    public void close() {
      deliveries.forEach(Delivery::cancel);
    }
  }
}
