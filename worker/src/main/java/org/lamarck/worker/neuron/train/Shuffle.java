package org.lamarck.worker.neuron.train;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * The order of experiments, by the permutations of NumPy's legacy generator, so that trainings of
 * Python programs are followed batch by batch: in the first epoch that of seed 0, and before each
 * epoch e the order so far is permuted by that of seed e.
 */
public final class Shuffle {
  private int[] order;

  public Shuffle(int count) {
    order = permutation(count, 0);
  }

  /** The order of an epoch, of which the first is 0; to be asked for in turn. */
  public int[] ofEpoch(int epoch) {
    int[] by = permutation(order.length, epoch);
    int[] next = new int[order.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = order[by[i]];
    }
    order = next;
    return order.clone();
  }

  /** numpy.random.RandomState(seed).permutation(count). */
  static int[] permutation(int count, int seed) {
    MersenneTwister twister = new MersenneTwister(seed);
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int j = upTo(twister, i);
      int kept = places[i];
      places[i] = places[j];
      places[j] = kept;
    }
    return places;
  }

  /** Masked bits, drawn anew while they are above the bound. */
  private static int upTo(MersenneTwister twister, int bound) {
    int mask = Integer.highestOneBit(bound) * 2 - 1;
    int drawn = twister.nextInt() & mask;
    while (drawn > bound) {
      drawn = twister.nextInt() & mask;
    }
    return drawn;
  }
}
