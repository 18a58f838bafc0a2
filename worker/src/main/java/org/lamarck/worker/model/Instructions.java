package org.lamarck.worker.model;

import java.util.EnumMap;
import java.util.Map;
import org.lamarck.worker.expression.Functions;
import org.lamarck.worker.expression.Operator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The bytecode of operators, numbers and array elements. */
final class Instructions {
  /** Up to this an index is one instruction; the constant pool holds too few for all above. */
  private static final int LARGEST_SHORT = Short.MAX_VALUE;

  private static final String MATH = Type.getInternalName(Math.class);
  private static final String FUNCTIONS = Type.getInternalName(Functions.class);
  private static final Map<Operator, Call> CALLS = calls();

  private record Call(String owner, String name, String descriptor) {}

  private Instructions() {}

  private static Map<Operator, Call> calls() {
    Map<Operator, Call> calls = new EnumMap<>(Operator.class);
    unary(calls, Operator.ABS, MATH, "abs");
    unary(calls, Operator.SIGN, MATH, "signum");
    unary(calls, Operator.FLOOR, MATH, "floor");
    unary(calls, Operator.CEILING, MATH, "ceil");
    unary(calls, Operator.FACTORIAL, FUNCTIONS, "factorial");
    unary(calls, Operator.EXP, MATH, "exp");
    unary(calls, Operator.LN, MATH, "log");
    unary(calls, Operator.LOG2, FUNCTIONS, "log2");
    unary(calls, Operator.LOG10, MATH, "log10");
    unary(calls, Operator.SQRT, MATH, "sqrt");
    unary(calls, Operator.SIN, MATH, "sin");
    unary(calls, Operator.COS, MATH, "cos");
    unary(calls, Operator.TAN, MATH, "tan");
    unary(calls, Operator.SEC, FUNCTIONS, "sec");
    unary(calls, Operator.CSC, FUNCTIONS, "csc");
    unary(calls, Operator.COT, FUNCTIONS, "cot");
    unary(calls, Operator.ARCSIN, MATH, "asin");
    unary(calls, Operator.ARCCOS, MATH, "acos");
    unary(calls, Operator.ARCTAN, MATH, "atan");
    unary(calls, Operator.ARCSEC, FUNCTIONS, "arcsec");
    unary(calls, Operator.ARCCSC, FUNCTIONS, "arccsc");
    unary(calls, Operator.ARCCOT, FUNCTIONS, "arccot");
    unary(calls, Operator.SINH, MATH, "sinh");
    unary(calls, Operator.COSH, MATH, "cosh");
    unary(calls, Operator.TANH, MATH, "tanh");
    unary(calls, Operator.SECH, FUNCTIONS, "sech");
    unary(calls, Operator.CSCH, FUNCTIONS, "csch");
    unary(calls, Operator.COTH, FUNCTIONS, "coth");
    unary(calls, Operator.ARCSINH, FUNCTIONS, "arcsinh");
    unary(calls, Operator.ARCCOSH, FUNCTIONS, "arccosh");
    unary(calls, Operator.ARCTANH, FUNCTIONS, "arctanh");
    unary(calls, Operator.ARCSECH, FUNCTIONS, "arcsech");
    unary(calls, Operator.ARCCSCH, FUNCTIONS, "arccsch");
    unary(calls, Operator.ARCCOTH, FUNCTIONS, "arccoth");
    unary(calls, Operator.NOT, FUNCTIONS, "not");
    binary(calls, Operator.POWER, FUNCTIONS, "power");
    binary(calls, Operator.QUOTIENT, FUNCTIONS, "quotient");
    binary(calls, Operator.REMAINDER, FUNCTIONS, "remainder");
    binary(calls, Operator.MIN, MATH, "min");
    binary(calls, Operator.MAX, MATH, "max");
    binary(calls, Operator.LESS, FUNCTIONS, "less");
    binary(calls, Operator.LESS_EQUAL, FUNCTIONS, "lessEqual");
    binary(calls, Operator.GREATER, FUNCTIONS, "greater");
    binary(calls, Operator.GREATER_EQUAL, FUNCTIONS, "greaterEqual");
    binary(calls, Operator.EQUAL, FUNCTIONS, "equal");
    binary(calls, Operator.NOT_EQUAL, FUNCTIONS, "notEqual");
    binary(calls, Operator.AND, FUNCTIONS, "and");
    binary(calls, Operator.OR, FUNCTIONS, "or");
    binary(calls, Operator.XOR, FUNCTIONS, "xor");
    return calls;
  }

  private static void unary(
      Map<Operator, Call> calls, Operator operator, String owner, String name) {
    calls.put(operator, new Call(owner, name, "(D)D"));
  }

  private static void binary(
      Map<Operator, Call> calls, Operator operator, String owner, String name) {
    calls.put(operator, new Call(owner, name, "(DD)D"));
  }

  /** Applies the operator to the one or two numbers on the stack. */
  static void apply(MethodVisitor code, Operator operator) {
    switch (operator) {
      case ADD -> code.visitInsn(Opcodes.DADD);
      case MULTIPLY -> code.visitInsn(Opcodes.DMUL);
      case DIVIDE -> code.visitInsn(Opcodes.DDIV);
      case NEGATE -> code.visitInsn(Opcodes.DNEG);
      default -> {
        Call call = CALLS.get(operator);
        if (call == null) {
          throw new IllegalArgumentException(
              operator + " cannot be compiled. Resolve it before compiling.");
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, call.owner, call.name, call.descriptor, false);
      }
    }
  }

  /** Raises the number on the stack to a power by multiplication. */
  static void multiplied(MethodVisitor code, int times) {
    for (int i = 1; i < times; i++) {
      code.visitInsn(Opcodes.DUP2);
    }
    for (int i = 1; i < times; i++) {
      code.visitInsn(Opcodes.DMUL);
    }
  }

  /** Math.pow, which {@link Functions#power} is for exponents without a rule of their own. */
  static void pow(MethodVisitor code) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, MATH, "pow", "(DD)D", false);
  }

  static void number(MethodVisitor code, double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits == 0) {
      code.visitInsn(Opcodes.DCONST_0);
    } else if (value == 1) {
      code.visitInsn(Opcodes.DCONST_1);
    } else {
      code.visitLdcInsn(value);
    }
  }

  static void element(MethodVisitor code, int array, int index) {
    place(code, array, index);
    code.visitInsn(Opcodes.DALOAD);
  }

  /** An array element to be stored to: array and index. */
  static void place(MethodVisitor code, int array, int index) {
    code.visitVarInsn(Opcodes.ALOAD, array);
    if (index > LARGEST_SHORT) {
      small(code, index >>> 15);
      code.visitIntInsn(Opcodes.BIPUSH, 15);
      code.visitInsn(Opcodes.ISHL);
      small(code, index & LARGEST_SHORT);
      code.visitInsn(Opcodes.IOR);
    } else {
      small(code, index);
    }
  }

  private static void small(MethodVisitor code, int index) {
    if (index <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + index);
    } else if (index <= Byte.MAX_VALUE) {
      code.visitIntInsn(Opcodes.BIPUSH, index);
    } else {
      code.visitIntInsn(Opcodes.SIPUSH, index);
    }
  }

  /** The bytes of {@link #element} or {@link #place} and a store. */
  static int elementBytes(int index) {
    return index > LARGEST_SHORT ? 12 : 5;
  }
}
