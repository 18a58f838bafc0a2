package org.lamarck.worker.stochastic.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The times of rows as a grid.
 *
 * @param grid ascending, each once; the first is 0
 * @param places where in the grid the time of each row is
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read in loops; never compared
record Times(double[] grid, int[] places) {
  static <R> Times of(List<R> rows, ToDoubleFunction<R> time) {
    double[] grid =
        DoubleStream.concat(DoubleStream.of(0), rows.stream().mapToDouble(time))
            .sorted()
            .distinct()
            .toArray();
    int[] places =
        rows.stream().mapToInt(row -> Arrays.binarySearch(grid, time.applyAsDouble(row))).toArray();
    return new Times(grid, places);
  }
}
