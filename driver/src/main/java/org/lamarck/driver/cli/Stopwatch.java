package org.lamarck.driver.cli;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** CPU time and allocation of the calling thread. */
final class Stopwatch {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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

  /** Bytes that one call allocates. */
  static long allocatedBytes(Runnable call) {
    long begin = THREADS.getCurrentThreadAllocatedBytes();
    call.run();
    return THREADS.getCurrentThreadAllocatedBytes() - begin;
  }
}
