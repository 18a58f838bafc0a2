package org.lamarck.driver.cli;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** CPU time and allocation of calls that are repeated, as often as a few seconds allow. */
final class Stopwatch {
  /** Enough for HotSpot to compile what is called often. */
  static final double WARM_UP_SECONDS = 2;

  /** Calls are repeated no longer than this. */
  static final double REPETITION_SECONDS = 5;

  private static final long LOOK_MILLIS = 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Stopwatch() {}

  /** The CPU time of this thread until now, in milliseconds. */
  static double millis() {
    return THREADS.getCurrentThreadCpuTime() * 1e-6;
  }

  /**
   * The median CPU time of one call in a warm Java, in milliseconds.
   *
   * @param repeat the most calls that are measured, at least 1
   */
  static double medianMillis(int repeat, Runnable call) {
    double begin = millis();
    do {
      call.run();
    } while (millis() - begin < 1000 * WARM_UP_SECONDS);
    double[] millis = new double[repeat];
    int calls = 0;
    double last = millis();
    begin = last;
    do {
      call.run();
      double now = millis();
      millis[calls++] = now - last;
      last = now;
    } while (calls < repeat && last - begin < 1000 * REPETITION_SECONDS);
    return median(Arrays.copyOf(millis, calls));
  }

  /** The middle of some numbers, which are sorted. */
  static double median(double[] numbers) {
    Arrays.sort(numbers);
    int half = numbers.length / 2;
    return numbers.length % 2 == 1 ? numbers[half] : 0.5 * (numbers[half - 1] + numbers[half]);
  }

  /** Bytes that one call allocates. */
  static long allocatedBytes(Runnable call) {
    long begin = THREADS.getCurrentThreadAllocatedBytes();
    call.run();
    return THREADS.getCurrentThreadAllocatedBytes() - begin;
  }

  /**
   * Whether a call ends within some seconds of CPU time. One that does not is left alone: it goes
   * on in a thread that keeps no program from ending, so it ought to be the last that is measured.
   */
  static boolean endsWithin(double seconds, Runnable call) throws InterruptedException {
    FutureTask<Boolean> task = new FutureTask<>(call, true);
    Thread thread = new Thread(task, "lamarck-bench");
    thread.setDaemon(true);
    thread.start();
    do {
      try {
        task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        // look at its clock, and wait again
      } catch (ExecutionException e) {
        throw new IllegalStateException("a call that is measured failed", e.getCause());
      }
    } while (THREADS.getThreadCpuTime(thread.getId()) < seconds * 1e9);
    return false;
  }
}
