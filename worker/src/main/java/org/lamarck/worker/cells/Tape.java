package org.lamarck.worker.cells;

import java.util.ArrayList;
import java.util.List;

/**
 * What steps keep for the way back: numbers that are taken off in the reverse order of the one they
 * were put on. It grows as it must and stays as large, so that a second run allocates nothing.
 */
public final class Tape {
  private static final int BITS = 16;
  private static final int CHUNK = 1 << BITS;

  private final List<double[]> chunks = new ArrayList<>();
  private long size;
  private boolean isOff;

  /** Empties it. */
  void begin(boolean keeps) {
    size = 0;
    keep(keeps);
  }

  /** Keeps what is put on it from now on, or does not. */
  void keep(boolean keeps) {
    isOff = !keeps;
  }

  /** Puts some numbers of an array on it. */
  public void push(double[] from, int at, int count) {
    if (isOff) {
      return;
    }
    int done = 0;
    while (done < count) {
      int chunk = (int) (size >>> BITS);
      int place = (int) (size & (CHUNK - 1));
      if (chunk == chunks.size()) {
        chunks.add(new double[CHUNK]);
      }
      int part = Math.min(count - done, CHUNK - place);
      System.arraycopy(from, at + done, chunks.get(chunk), place, part);
      done += part;
      size += part;
    }
  }

  /** Takes the last numbers off, in the order in which they were put on. */
  public void pop(double[] into, int at, int count) {
    size -= count;
    int done = 0;
    while (done < count) {
      int chunk = (int) ((size + done) >>> BITS);
      int place = (int) ((size + done) & (CHUNK - 1));
      int part = Math.min(count - done, CHUNK - place);
      System.arraycopy(chunks.get(chunk), place, into, at + done, part);
      done += part;
    }
  }

  /** Puts one number on it. */
  public void push(double one) {
    if (isOff) {
      return;
    }
    int chunk = (int) (size >>> BITS);
    if (chunk == chunks.size()) {
      chunks.add(new double[CHUNK]);
    }
    chunks.get(chunk)[(int) (size++ & (CHUNK - 1))] = one;
  }

  /** Takes one number off. */
  public double pop() {
    size--;
    return chunks.get((int) (size >>> BITS))[(int) (size & (CHUNK - 1))];
  }

  /** Puts the rows of some cells on it. */
  public void pushRows(State state, int[] cells, int count) {
    int width = state.fields().width();
    for (int i = 0; i < count; i++) {
      push(state.values(), cells[i] * width, width);
    }
  }

  /**
   * Takes rows off.
   *
   * @param rows becomes them, one behind the other
   */
  public void popRows(double[] rows, int width, int count) {
    pop(rows, 0, count * width);
  }
}
