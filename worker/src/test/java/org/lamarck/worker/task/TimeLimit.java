package org.lamarck.worker.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits no longer than a time limit, whatever is called. */
final class TimeLimit {
  private TimeLimit() {}

  /**
   * Calls in a thread of its own.
   *
   * @return empty when the time is over; the thread is left behind
   * @throws ExecutionException with whatever the call threw, errors too
   */
  static <T> Optional<T> call(Duration limit, Callable<T> call) throws ExecutionException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "limited");
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts tests", e);
    }
  }
}
