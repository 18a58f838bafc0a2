package org.lamarck.worker.field;

import org.lamarck.worker.expression.Functions;

/**
 * A number that remembers what it was computed from, so that all that follows from it can be
 * differentiated. Write formulas with it as with {@code double}; loops, tables and branches on
 * {@link #value} are Java's own, and derivatives are those of the branch that was taken.
 */
public final class Real {
  private final Tape tape;
  private final int index;
  private final double value;

  Real(Tape tape, int index, double value) {
    this.tape = tape;
    this.index = index;
    this.value = value;
  }

  /** The number itself. */
  public double value() {
    return value;
  }

  /** A constant beside this number, which does not vary with anything. */
  public Real constant(double number) {
    return new Real(tape, Tape.CONSTANT, number);
  }

  int index() {
    return index;
  }

  private Real of(double result, double slope) {
    return tape.push(result, index, slope, Tape.CONSTANT, 0);
  }

  private Real of(double result, double slope, Real other, double otherSlope) {
    return tape.push(result, index, slope, other.index, otherSlope);
  }

  public Real plus(Real other) {
    return of(value + other.value, 1, other, 1);
  }

  public Real plus(double other) {
    return of(value + other, 1);
  }

  public Real minus(Real other) {
    return of(value - other.value, 1, other, -1);
  }

  public Real minus(double other) {
    return of(value - other, 1);
  }

  public Real negated() {
    return of(-value, -1);
  }

  public Real times(Real other) {
    return of(value * other.value, other.value, other, value);
  }

  public Real times(double other) {
    return of(value * other, other);
  }

  public Real over(Real other) {
    double quotient = value / other.value;
    return of(quotient, 1 / other.value, other, -quotient / other.value);
  }

  public Real over(double other) {
    return of(value / other, 1 / other);
  }

  public Real square() {
    return of(value * value, 2 * value);
  }

  public Real power(double exponent) {
    return of(Math.pow(value, exponent), exponent * Math.pow(value, exponent - 1));
  }

  /** This number, above 0, to a power that varies. */
  public Real power(Real exponent) {
    double power = Math.pow(value, exponent.value);
    double byBase = exponent.value * Math.pow(value, exponent.value - 1);
    double byExponent = power == 0 ? 0 : power * Math.log(value);
    return of(power, byBase, exponent, byExponent);
  }

  public Real sqrt() {
    double root = Math.sqrt(value);
    return of(root, 0.5 / root);
  }

  public Real exp() {
    double power = Math.exp(value);
    return of(power, power);
  }

  public Real log() {
    return of(Math.log(value), 1 / value);
  }

  public Real sin() {
    return of(Math.sin(value), Math.cos(value));
  }

  public Real cos() {
    return of(Math.cos(value), -Math.sin(value));
  }

  public Real tan() {
    double tangent = Math.tan(value);
    return of(tangent, 1 + tangent * tangent);
  }

  public Real atan() {
    return of(Math.atan(value), 1 / (1 + value * value));
  }

  public Real tanh() {
    double result = Functions.tanh(value);
    return of(result, 1 - result * result);
  }

  /** The size; its derivative at 0 counts as 0. */
  public Real abs() {
    return of(Math.abs(value), Math.signum(value));
  }

  /** The larger of two numbers, with the derivative of that one. */
  public Real max(Real other) {
    return value >= other.value ? this : other;
  }

  /** The smaller of two numbers, with the derivative of that one. */
  public Real min(Real other) {
    return value <= other.value ? this : other;
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}
