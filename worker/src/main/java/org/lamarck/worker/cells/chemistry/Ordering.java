package org.lamarck.worker.cells.chemistry;

/** Sorts cells along the first axis; equal ones by their places. */
final class Ordering {
  private final int[] spare;

  Ordering(int most) {
    spare = new int[most];
  }

  /** By merging runs of twice the length each time. */
  void sort(int[] cells, int count, double[] values, int width) {
    for (int length = 1; length < count; length *= 2) {
      for (int low = 0; low < count; low += 2 * length) {
        int middle = Math.min(low + length, count);
        int high = Math.min(low + 2 * length, count);
        int left = low;
        int right = middle;
        for (int n = low; n < high; n++) {
          boolean takesLeft =
              left < middle
                  && (right >= high || values[cells[left] * width] <= values[cells[right] * width]);
          spare[n] = takesLeft ? cells[left++] : cells[right++];
        }
      }
      System.arraycopy(spare, 0, cells, 0, count);
    }
  }
}
