package org.lamarck.worker.expression;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that is told of an operator, so that it is told in one place: how many arguments it takes,
 * its value, the static method that compiled code calls for it, its slopes and its names.
 *
 * @param fewest arguments
 * @param most arguments
 * @param value by the numbers of its arguments; absent where numbers alone give none
 * @param method what compiled code calls for one argument, or for two from left to right; absent
 *     where that is an instruction or several
 * @param slope absent for steps, for what selects among values and for what has no derivative
 * @param role in derivatives
 * @param names of the operator as a function
 */
record Definition(
    int fewest,
    int most,
    @Nullable Value value,
    @Nullable JavaMethod method,
    @Nullable Slope slope,
    Role role,
    Names names) {

  /**
   * The names of an operator as a function.
   *
   * @param petab in formulas of PEtab; the first one is what is printed
   * @param others further ones in formulas of Lamarck's own
   * @param mathMl the element of MathML that is this operator of these arguments, or empty
   */
  record Names(List<String> petab, List<String> others, String mathMl) {
    private static final Names NONE = new Names(List.of(), List.of(), "");
  }

  /** The operator as a function of numbers. */
  interface Value {
    double of(double... x);
  }

  /** What an operator is to a derivative. */
  enum Role {
    /** Its slopes are told. */
    SMOOTH,
    /** Constant but for jumps: its derivative is 0. */
    STEP,
    /** As a step; its value is true or false. */
    LOGICAL,
    /** It gives one of its arguments. */
    SELECTION
  }

  /** Something that has no arguments, or no value by its arguments alone. */
  static Definition bare(int arguments) {
    return new Definition(arguments, arguments, null, null, null, Role.SMOOTH, Names.NONE);
  }

  /** A function of one number. */
  static Definition unary(DoubleUnaryOperator value) {
    return new Definition(
        1, 1, x -> value.applyAsDouble(x[0]), null, null, Role.SMOOTH, Names.NONE);
  }

  /** A function of two numbers. */
  static Definition binary(DoubleBinaryOperator value) {
    return new Definition(
        2, 2, x -> value.applyAsDouble(x[0], x[1]), null, null, Role.SMOOTH, Names.NONE);
  }

  /** A function of two or more numbers, taken in turn from left to right. */
  static Definition folded(DoubleBinaryOperator value) {
    return new Definition(
        2, Integer.MAX_VALUE, x -> fold(value, x), null, null, Role.SMOOTH, Names.NONE);
  }

  private static double fold(DoubleBinaryOperator value, double[] x) {
    double result = x[0];
    for (int i = 1; i < x.length; i++) {
      result = value.applyAsDouble(result, x[i]);
    }
    return result;
  }

  /** A function of three or more arguments, of an odd number of them. */
  static Definition pieces(Value value) {
    return new Definition(3, Integer.MAX_VALUE, value, null, null, Role.SELECTION, Names.NONE);
  }

  /** Compiled as a call of {@link Math}, which gives the same bits. */
  Definition math(String name) {
    return called(new JavaMethod(Math.class, name));
  }

  /** Compiled as a call of {@link Functions}, which gives the same bits. */
  Definition functions(String name) {
    return called(new JavaMethod(Functions.class, name));
  }

  private Definition called(JavaMethod given) {
    return new Definition(fewest, most, value, given, slope, role, names);
  }

  /** The derivatives by all arguments. */
  Definition slopes(Slope given) {
    return new Definition(fewest, most, value, method, given, role, names);
  }

  /** The derivative of a function of one argument. */
  Definition derivative(Slope.Unary given) {
    return slopes(Slope.of(given));
  }

  Definition role(Role given) {
    return new Definition(fewest, most, value, method, slope, given, names);
  }

  Definition petab(String... given) {
    return named(new Names(List.of(given), names.others, names.mathMl));
  }

  Definition others(String... given) {
    return named(new Names(names.petab, List.of(given), names.mathMl));
  }

  Definition mathMl(String given) {
    return named(new Names(names.petab, names.others, given));
  }

  private Definition named(Names given) {
    return new Definition(fewest, most, value, method, slope, role, given);
  }
}
