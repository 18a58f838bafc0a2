package org.lamarck.driver.cli;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** CPU time and allocation of the calling thread. */
final class Stopwatch {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Stopwatch() {}

  /** The median CPU time of one call, in milliseconds. */
  static double medianMillis(int repeat, Runnable call) {
    double[] millis = new double[repeat];
    for (int i = 0; i < repeat; i++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      call.run();
      millis[i] = (THREADS.getCurrentThreadCpuTime() - begin) * 1e-6;
    }
    Arrays.sort(millis);
    return repeat % 2 == 1
        ? millis[repeat / 2]
        : 0.5 * (millis[repeat / 2 - 1] + millis[repeat / 2]);
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
}
