package org.lamarck.worker.expression;

import static org.lamarck.worker.expression.Definition.bare;
import static org.lamarck.worker.expression.Definition.binary;
import static org.lamarck.worker.expression.Definition.folded;
import static org.lamarck.worker.expression.Definition.pieces;
import static org.lamarck.worker.expression.Definition.unary;
import static org.lamarck.worker.expression.Slope.abs;
import static org.lamarck.worker.expression.Slope.cos;
import static org.lamarck.worker.expression.Slope.cosh;
import static org.lamarck.worker.expression.Slope.cot;
import static org.lamarck.worker.expression.Slope.coth;
import static org.lamarck.worker.expression.Slope.csch;
import static org.lamarck.worker.expression.Slope.exp;
import static org.lamarck.worker.expression.Slope.oneMinusSquare;
import static org.lamarck.worker.expression.Slope.onePlusSquare;
import static org.lamarck.worker.expression.Slope.root;
import static org.lamarck.worker.expression.Slope.sech;
import static org.lamarck.worker.expression.Slope.sign;
import static org.lamarck.worker.expression.Slope.sin;
import static org.lamarck.worker.expression.Slope.sinh;
import static org.lamarck.worker.expression.Slope.square;
import static org.lamarck.worker.expression.Slope.squareMinusOne;
import static org.lamarck.worker.expression.Slope.tan;
import static org.lamarck.worker.expression.Slope.tanh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Definition.Role;

/**
 * The operators of a formula, each told whole in one place: value, slope (a is the adjoint of the
 * value f at the argument x), compiled form and names. Truth is 1 and 0; any number other than 0
 * counts as true (SBML L3V2 section 3.4.9). Angles are in radians.
 */
public enum Operator {
  /** A number. */
  CONSTANT(bare(0)),
  /** A named quantity, given by the model. */
  SYMBOL(bare(0)),
  /** Model time. */
  TIME(bare(0)),

  /** Sum, from left to right. */
  ADD(folded((a, b) -> a + b).slopes(Slope::ofSum)),
  /** Product, from left to right. */
  MULTIPLY(folded((a, b) -> a * b).slopes(Slope::ofProduct)),
  NEGATE(unary(x -> -x).derivative((a, f, x) -> a.negated())),
  DIVIDE(binary((a, b) -> a / b).slopes(Slope::ofRatio).mathMl("divide")),
  POWER(
      binary(Functions::power)
          .functions("power")
          .slopes(Slope::ofPower)
          .petab("pow")
          .mathMl("power")),
  /** Truncated quotient (MathML {@code quotient}). */
  QUOTIENT(
      binary(Functions::quotient)
          .functions("quotient")
          .role(Role.STEP)
          .others("quotient")
          .mathMl("quotient")),
  /** a − b · quotient(a, b) (MathML {@code rem}). */
  REMAINDER(
      binary(Functions::remainder)
          .functions("remainder")
          .slopes(Slope::ofRemainder)
          .others("rem")
          .mathMl("rem")),
  MIN(folded(Math::min).math("min").role(Role.SELECTION).petab("min")),
  MAX(folded(Math::max).math("max").role(Role.SELECTION).petab("max")),

  ABS(
      unary(Math::abs)
          .math("abs")
          .derivative((a, f, x) -> a.times(sign(x)))
          .petab("abs")
          .mathMl("abs")),
  /** −1, 0 or 1. */
  SIGN(unary(Math::signum).math("signum").role(Role.STEP).petab("sign")),
  FLOOR(unary(Math::floor).math("floor").role(Role.STEP).others("floor").mathMl("floor")),
  CEILING(
      unary(Math::ceil).math("ceil").role(Role.STEP).others("ceil", "ceiling").mathMl("ceiling")),
  FACTORIAL(
      unary(Functions::factorial)
          .functions("factorial")
          .role(Role.STEP)
          .others("factorial")
          .mathMl("factorial")),
  EXP(unary(Math::exp).math("exp").derivative((a, f, x) -> a.times(f)).petab("exp").mathMl("exp")),
  LN(
      unary(Math::log)
          .math("log")
          .derivative((a, f, x) -> a.over(x))
          .petab("ln", "log")
          .mathMl("ln")),
  LOG2(
      unary(Functions::log2)
          .functions("log2")
          .derivative((a, f, x) -> a.over(x.times(Functions.LN_2)))
          .petab("log2")),
  LOG10(
      unary(Math::log10)
          .math("log10")
          .derivative((a, f, x) -> a.over(x.times(Functions.LN_10)))
          .petab("log10")),
  SQRT(unary(Math::sqrt).math("sqrt").derivative((a, f, x) -> a.over(f.times(2))).petab("sqrt")),
  /** The error function. */
  ERF(
      unary(Functions::erf)
          .functions("erf")
          .derivative((a, f, x) -> a.times(exp(square(x).negated()).times(2 / Math.sqrt(Math.PI))))
          .others("erf")),

  SIN(
      unary(Math::sin)
          .math("sin")
          .derivative((a, f, x) -> a.times(cos(x)))
          .petab("sin")
          .mathMl("sin")),
  COS(
      unary(Math::cos)
          .math("cos")
          .derivative((a, f, x) -> a.times(sin(x)).negated())
          .petab("cos")
          .mathMl("cos")),
  TAN(
      unary(Math::tan)
          .math("tan")
          .derivative((a, f, x) -> a.times(onePlusSquare(f)))
          .petab("tan")
          .mathMl("tan")),
  SEC(
      unary(Functions::sec)
          .functions("sec")
          .derivative((a, f, x) -> a.times(f.times(tan(x))))
          .petab("sec")
          .mathMl("sec")),
  CSC(
      unary(Functions::csc)
          .functions("csc")
          .derivative((a, f, x) -> a.times(f.times(cot(x))).negated())
          .petab("csc")
          .mathMl("csc")),
  COT(
      unary(Functions::cot)
          .functions("cot")
          .derivative((a, f, x) -> a.times(onePlusSquare(f)).negated())
          .petab("cot")
          .mathMl("cot")),
  ARCSIN(
      unary(Math::asin)
          .math("asin")
          .derivative((a, f, x) -> a.over(root(oneMinusSquare(x))))
          .petab("arcsin")
          .others("asin")
          .mathMl("arcsin")),
  ARCCOS(
      unary(Math::acos)
          .math("acos")
          .derivative((a, f, x) -> a.over(root(oneMinusSquare(x))).negated())
          .petab("arccos")
          .others("acos")
          .mathMl("arccos")),
  ARCTAN(
      unary(Math::atan)
          .math("atan")
          .derivative((a, f, x) -> a.over(onePlusSquare(x)))
          .petab("arctan")
          .others("atan")
          .mathMl("arctan")),
  ARCSEC(
      unary(Functions::arcsec)
          .functions("arcsec")
          .derivative((a, f, x) -> a.over(abs(x).times(root(squareMinusOne(x)))))
          .petab("arcsec")
          .others("asec")
          .mathMl("arcsec")),
  ARCCSC(
      unary(Functions::arccsc)
          .functions("arccsc")
          .derivative((a, f, x) -> a.over(abs(x).times(root(squareMinusOne(x)))).negated())
          .petab("arccsc")
          .others("acsc")
          .mathMl("arccsc")),
  ARCCOT(
      unary(Functions::arccot)
          .functions("arccot")
          .derivative((a, f, x) -> a.over(onePlusSquare(x)).negated())
          .petab("arccot")
          .others("acot")
          .mathMl("arccot")),
  SINH(
      unary(Math::sinh)
          .math("sinh")
          .derivative((a, f, x) -> a.times(cosh(x)))
          .petab("sinh")
          .mathMl("sinh")),
  COSH(
      unary(Math::cosh)
          .math("cosh")
          .derivative((a, f, x) -> a.times(sinh(x)))
          .petab("cosh")
          .mathMl("cosh")),
  TANH(
      unary(Functions::tanh)
          .functions("tanh")
          .derivative((a, f, x) -> a.times(square(sech(x))))
          .petab("tanh")
          .mathMl("tanh")),
  SECH(
      unary(Functions::sech)
          .functions("sech")
          .derivative((a, f, x) -> a.times(f.times(tanh(x))).negated())
          .petab("sech")
          .mathMl("sech")),
  CSCH(
      unary(Functions::csch)
          .functions("csch")
          .derivative((a, f, x) -> a.times(f.times(coth(x))).negated())
          .petab("csch")
          .mathMl("csch")),
  COTH(
      unary(Functions::coth)
          .functions("coth")
          .derivative((a, f, x) -> a.times(square(csch(x))).negated())
          .petab("coth")
          .mathMl("coth")),
  ARCSINH(
      unary(Functions::arcsinh)
          .functions("arcsinh")
          .derivative((a, f, x) -> a.over(root(onePlusSquare(x))))
          .petab("arcsinh")
          .others("asinh")
          .mathMl("arcsinh")),
  ARCCOSH(
      unary(Functions::arccosh)
          .functions("arccosh")
          .derivative((a, f, x) -> a.over(root(squareMinusOne(x))))
          .petab("arccosh")
          .others("acosh")
          .mathMl("arccosh")),
  ARCTANH(
      unary(Functions::arctanh)
          .functions("arctanh")
          .derivative((a, f, x) -> a.over(oneMinusSquare(x)))
          .petab("arctanh")
          .others("atanh")
          .mathMl("arctanh")),
  ARCSECH(
      unary(Functions::arcsech)
          .functions("arcsech")
          .derivative((a, f, x) -> a.over(x.times(root(oneMinusSquare(x)))).negated())
          .petab("arcsech")
          .others("asech")
          .mathMl("arcsech")),
  ARCCSCH(
      unary(Functions::arccsch)
          .functions("arccsch")
          .derivative((a, f, x) -> a.over(abs(x).times(root(onePlusSquare(x)))).negated())
          .petab("arccsch")
          .others("acsch")
          .mathMl("arccsch")),
  ARCCOTH(
      unary(Functions::arccoth)
          .functions("arccoth")
          .derivative((a, f, x) -> a.over(oneMinusSquare(x)))
          .petab("arccoth")
          .others("acoth")
          .mathMl("arccoth")),

  LESS(binary(Functions::less).functions("less").role(Role.LOGICAL)),
  LESS_EQUAL(binary(Functions::lessEqual).functions("lessEqual").role(Role.LOGICAL)),
  GREATER(binary(Functions::greater).functions("greater").role(Role.LOGICAL)),
  GREATER_EQUAL(binary(Functions::greaterEqual).functions("greaterEqual").role(Role.LOGICAL)),
  EQUAL(binary(Functions::equal).functions("equal").role(Role.LOGICAL)),
  NOT_EQUAL(binary(Functions::notEqual).functions("notEqual").role(Role.LOGICAL)),
  AND(folded(Functions::and).functions("and").role(Role.LOGICAL)),
  OR(folded(Functions::or).functions("or").role(Role.LOGICAL)),
  /** True for an odd number of true arguments. */
  XOR(folded(Functions::xor).functions("xor").role(Role.LOGICAL).others("xor")),
  NOT(unary(Functions::not).functions("not").role(Role.LOGICAL).mathMl("not")),

  /**
   * value₁, condition₁, value₂, condition₂, …, otherwise: the first value whose condition holds.
   */
  PIECEWISE(pieces(Functions::piecewise).petab("piecewise")),
  /** The value of the first argument the second argument ago (MathML csymbol delay). */
  DELAY(bare(2)),
  /** The time derivative of a symbol (MathML csymbol rateOf). */
  RATE_OF(bare(1));

  private static final Map<String, Operator> BY_MATH_ML = byMathMl();

  @SuppressWarnings("ImmutableEnumChecker") // its functions have no state
  private final Definition definition;

  Operator(Definition definition) {
    this.definition = definition;
  }

  private static Map<String, Operator> byMathMl() {
    Map<String, Operator> operators = new HashMap<>();
    for (Operator operator : values()) {
      if (!operator.definition.names().mathMl().isEmpty()) {
        operators.put(operator.definition.names().mathMl(), operator);
      }
    }
    return Collections.unmodifiableMap(operators);
  }

  /** The operator that an element of MathML is, with as many arguments as it takes. */
  public static @Nullable Operator ofMathMl(String element) {
    return BY_MATH_ML.get(element);
  }

  /** Whether the operator takes so many arguments. */
  public boolean accepts(int arguments) {
    return arguments >= definition.fewest() && arguments <= definition.most();
  }

  /** Whether the answer is a truth value. */
  public boolean isLogical() {
    return definition.role() == Role.LOGICAL;
  }

  /** Whether the derivative by an argument can differ from 0. */
  boolean carries(int argument) {
    return switch (definition.role()) {
      case SMOOTH -> true;
      case STEP, LOGICAL -> false;
      case SELECTION -> this != PIECEWISE || argument % 2 == 0;
    };
  }

  /** Whether the value is one of the arguments. */
  boolean selects() {
    return definition.role() == Role.SELECTION;
  }

  /** The derivatives by its arguments; absent for what has none, or selects. */
  @Nullable Slope slope() {
    return definition.slope();
  }

  /**
   * The operator applied to numbers.
   *
   * @throws IllegalStateException for those that need more than numbers: leaves, delay, rateOf
   */
  public double value(double... x) {
    if (definition.value() == null) {
      throw new IllegalStateException(this + " is not a function of numbers");
    }
    return definition.value().of(x);
  }

  /**
   * What compiled code calls for an argument, or for two in turn; absent where it is written out.
   */
  public @Nullable JavaMethod method() {
    return definition.method();
  }

  /** Its names as a function in formulas of PEtab; the first is the one to be printed. */
  List<String> petabNames() {
    return definition.names().petab();
  }

  /** All its names as a function, those of PEtab first. */
  List<String> names() {
    List<String> names = new ArrayList<>(petabNames());
    names.addAll(definition.names().others());
    return names;
  }
}
