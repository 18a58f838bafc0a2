package org.lamarck.strategies.linalg;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** An immutable column of doubles. Equality is by value, bit for bit. */
public final class Vector implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] values;

  private Vector(double[] values) {
    this.values = values;
  }

  /** The vector of these values, which are copied. */
  public static Vector of(double... values) {
    return new Vector(values.clone());
  }

  /** A vector of {@code size} zeros. */
  public static Vector zeros(int size) {
    return new Vector(new double[size]);
  }

  /** The {@code length} values from {@code offset} on, copied. */
  public static Vector copyOf(double[] values, int offset, int length) {
    return new Vector(Arrays.copyOfRange(values, offset, offset + length));
  }

  public int size() {
    return values.length;
  }

  public double get(int i) {
    return values[i];
  }

  /** A fresh array of the values. */
  public double[] toArray() {
    return values.clone();
  }

  /** Copies the values into {@code target}, starting at {@code offset}. */
  public void copyInto(double[] target, int offset) {
    System.arraycopy(values, 0, target, offset, values.length);
  }

  /** This vector with {@code value} at position {@code i}. */
  public Vector with(int i, double value) {
    double[] copy = values.clone();
    copy[i] = value;
    return new Vector(copy);
  }

  /** Each value through {@code function}. */
  public Vector map(DoubleUnaryOperator function) {
    double[] mapped = new double[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = function.applyAsDouble(values[i]);
    }
    return new Vector(mapped);
  }

  public Vector plus(Vector other) {
    return plus(1.0, other);
  }

  public Vector minus(Vector other) {
    return plus(-1.0, other);
  }

  /** this + {@code factor} · {@code other}. */
  public Vector plus(double factor, Vector other) {
    requireSize(other);
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other.values[i];
    }
    return new Vector(sum);
  }

  public Vector times(double factor) {
    double[] product = values.clone();
    for (int i = 0; i < product.length; i++) {
      product[i] *= factor;
    }
    return new Vector(product);
  }

  public double dot(Vector other) {
    requireSize(other);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other.values[i];
    }
    return sum;
  }

  /** The Euclidean norm. */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /** The largest absolute value; zero for an empty vector. */
  public double maxNorm() {
    double max = 0;
    for (double value : values) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }

  public boolean isFinite() {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private void requireSize(Vector other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          "a vector of size " + other.values.length + " meets one of size " + values.length);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector vector && Arrays.equals(values, vector.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
