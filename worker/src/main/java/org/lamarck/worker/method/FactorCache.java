package org.lamarck.worker.method;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.memory.ChunkedArray;
import org.lamarck.worker.memory.MemoryBudget;
import org.lamarck.worker.sparse.SparseLu;

/**
 * Factorisations of W, kept for the sweep back as long as there is room: those of further steps are
 * made again there, with the same bits.
 */
final class FactorCache {
  private static final int NONE = -1;

  private final MemoryBudget room;
  private @Nullable ChunkedArray blocks;
  private int[] slots = new int[64]; // by step
  private int steps;
  private int kept;

  /** Factorisations as long as there is room for further ones. */
  FactorCache(MemoryBudget room) {
    this.room = room;
  }

  void clear() {
    steps = 0;
    kept = 0;
  }

  /** Keeps the present factorisation for the next step, if it is sparse and there is room. */
  void add(SparseLu lu) {
    ChunkedArray known = blocks;
    if (known == null) {
      known = new ChunkedArray(lu.saved());
      blocks = known;
    }
    if (lu.isPivoted() || !(known.isMade(kept) || room.take(known.bytes()))) {
      addNone();
      return;
    }
    lu.save(known.array(kept), known.offset(kept));
    add(kept++);
  }

  /** Keeps nothing for the next step. */
  void addNone() {
    add(NONE);
  }

  private void add(int slot) {
    if (steps == slots.length) {
      slots = Arrays.copyOf(slots, 2 * steps);
    }
    slots[steps++] = slot;
  }

  /** Loads the factorisation of step k; false when it was not kept. */
  boolean load(int k, SparseLu lu) {
    ChunkedArray known = blocks;
    if (known == null || slots[k] == NONE) {
      return false;
    }
    lu.load(known.array(slots[k]), known.offset(slots[k]));
    return true;
  }
}
