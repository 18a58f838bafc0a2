package org.lamarck.driver.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** CPU time and allocation of the calling thread. */
public final class Stopwatch {
  /** Enough for HotSpot to compile what is called often. */
  static final double WARM_UP_SECONDS = 2;

  /** Calls are repeated no longer than this. */
  static final double REPETITION_SECONDS = 5;

  private static final long LOOK_MILLIS = 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Stopwatch() {}

  /** The CPU time of this thread until now, in milliseconds. */
  static double millis() {
    return THREADS.getCurrentThreadCpuTime() * 1e-6;
  }

  /** Calls for so many seconds of CPU time of this thread: a busy machine warms Java no faster. */
  static void warmUp(double seconds, Runnable call) {
    double begin = millis();
    do {
      call.run();
    } while (millis() - begin < 1000 * seconds);
  }

  /**
   * The median CPU time of one call in a warm Java, in milliseconds.
   *
   * @param repeat the most calls that are measured, at least 1
   */
  static double medianMillis(int repeat, Runnable call) {
    warmUp(WARM_UP_SECONDS, call);
    return median(measure(repeat, REPETITION_SECONDS, call).cpuMillis());
  }

  /** The middle of some numbers, or half way between the middle two. */
  static double median(List<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
  }

  /**
   * What calls took.
   *
   * @param cpuMillis CPU time of the calling thread, of each call in their order
   * @param processMillis CPU time of all threads a call, Java's compiler and collector too; of a
   *     resolution of ten milliseconds for all calls together
   * @param allocatedBytes a call, by the calling thread
   */
  record Lap(List<Double> cpuMillis, double processMillis, long allocatedBytes) {}

  /**
   * Measures calls, at least one.
   *
   * @param repeat the largest number of calls
   * @param seconds of wall-clock time after which no further call begins
   */
  static Lap measure(int repeat, double seconds, Runnable call) {
    final long start = System.nanoTime();
    final double process = processMillis();
    final long allocated = THREADS.getCurrentThreadAllocatedBytes();
    List<Double> millis = new ArrayList<>();
    do {
      long begin = THREADS.getCurrentThreadCpuTime();
      call.run();
      millis.add((THREADS.getCurrentThreadCpuTime() - begin) * 1e-6);
    } while (millis.size() < repeat && (System.nanoTime() - start) * 1e-9 < seconds);
    return new Lap(
        millis,
        (processMillis() - process) / millis.size(),
        (THREADS.getCurrentThreadAllocatedBytes() - allocated) / millis.size());
  }

  /** CPU time of all threads of the process so far, those of Java itself too, in milliseconds. */
  static double processMillis() {
    return PROCESS.getProcessCpuTime() * 1e-6;
  }

  /** Bytes that the heap holds after collections: the first lets go what the second collects. */
  static long heldBytes() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
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
        return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // look at its clock, and wait again
      } catch (ExecutionException e) {
        throw new IllegalStateException("a call that is measured failed", e.getCause());
      }
    } while (THREADS.getThreadCpuTime(thread.getId()) < seconds * 1e9);
    return false;
  }
}
