package org.lamarck.strategies.random;

import java.io.Serializable;

/**
 * A stream of random numbers keyed by a seed and by the path of splits that led to it.
 *
 * <p>The n-th number is a mix of the key and of n (SplitMix64: Steele, Lea and Flood 2014, with the
 * variant 13 finaliser of Stafford), so a stream is two longs, can be stored in a checkpoint, and
 * gives the same numbers wherever it is computed. Not thread-safe: split a stream for each task.
 */
public final class RandomStream implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long key;
  private long counter;

  private RandomStream(long key, long counter) {
    this.key = key;
    this.counter = counter;
  }

  /** The stream of {@code seed}. */
  public static RandomStream of(long seed) {
    return new RandomStream(mix(seed + GOLDEN), 0);
  }

  /**
   * The child stream of this name and index; independent of how far this stream has been read, and
   * leaves this stream as it is.
   */
  public RandomStream split(String name, long index) {
    long child = key;
    for (int i = 0; i < name.length(); i++) {
      child = mix(child ^ (name.charAt(i) * GOLDEN));
    }
    return new RandomStream(mix(mix(child + 1) ^ mix(index * GOLDEN + 2)), 0);
  }

  /** A stream at the same place that goes its own way from here. */
  public RandomStream copy() {
    return new RandomStream(key, counter);
  }

  public long nextLong() {
    counter++;
    return mix(key + counter * GOLDEN);
  }

  /** Uniform on [0, 1), with 53 random bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform on [{@code low}, {@code high}). */
  public double nextDouble(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** Uniform on 0, …, {@code bound} − 1; rejection keeps it exact. */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound (" + bound + ") must be at least 1");
    }
    long range = 1L << 32;
    long limit = range - range % bound;
    long draw;
    do {
      draw = nextLong() >>> 32;
    } while (draw >= limit);
    return (int) (draw % bound);
  }

  /**
   * Standard normal, by the Box–Muller transform without a kept second half: each call reads the
   * stream exactly twice. StrictMath makes the bits the same on every machine.
   */
  public double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  private static long mix(long z) {
    long x = z;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
