package org.lamarck.worker.direction;

import java.util.Arrays;

/** Sets of states, such as one for each direction of what it moves. */
public final class StateSets {
  private final int words;
  private final long[] bits; // sets × words

  /** So many empty sets. */
  public StateSets(int states, int count) {
    this.words = (states + Long.SIZE - 1) / Long.SIZE;
    this.bits = new long[count * words];
  }

  private StateSets(int words, long[] bits) {
    this.words = words;
    this.bits = bits;
  }

  /** Whether a set contains a state. */
  public boolean contains(int set, int state) {
    return (bits[set * words + state / Long.SIZE] & (1L << state)) != 0;
  }

  /** Adds a state to a set. */
  public void add(int set, int state) {
    bits[set * words + state / Long.SIZE] |= 1L << state;
  }

  /** Adds to a set what a set of others contains. */
  public void addAll(int set, StateSets others, int other) {
    for (int w = 0; w < words; w++) {
      bits[set * words + w] |= others.bits[other * words + w];
    }
  }

  /** How many states a set contains. */
  public int size(int set) {
    int size = 0;
    for (int w = 0; w < words; w++) {
      size += Long.bitCount(bits[set * words + w]);
    }
    return size;
  }

  /** How many all sets contain, one by one. */
  public long total() {
    long total = 0;
    for (long word : bits) {
      total += Long.bitCount(word);
    }
    return total;
  }

  /** One set alone, of its own. */
  public StateSets only(int set) {
    return new StateSets(words, Arrays.copyOfRange(bits, set * words, (set + 1) * words));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateSets sets && Arrays.equals(bits, sets.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }
}
