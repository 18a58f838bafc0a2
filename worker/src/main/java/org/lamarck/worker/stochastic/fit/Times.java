package org.lamarck.worker.stochastic.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The times of rows as a grid that begins at 0. */
final class Times {
  private Times() {}

  static double[] of(DoubleStream times) {
    return DoubleStream.concat(DoubleStream.of(0), times).sorted().distinct().toArray();
  }

  /** Where in the grid the time of each row is. */
  static <R> int[] places(double[] grid, List<R> rows, ToDoubleFunction<R> time) {
    return rows.stream()
        .mapToInt(row -> Arrays.binarySearch(grid, time.applyAsDouble(row)))
        .toArray();
  }
}
