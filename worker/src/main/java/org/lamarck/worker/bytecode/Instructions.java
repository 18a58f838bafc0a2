package org.lamarck.worker.bytecode;

import org.lamarck.worker.expression.Functions;
import org.lamarck.worker.expression.JavaMethod;
import org.lamarck.worker.expression.Operator;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The bytecode of operators, numbers and array elements. */
public final class Instructions {
  /** HotSpot's HugeMethodLimit: methods of so many bytes are never compiled. */
  public static final int HUGE_METHOD = 8000;

  /** Up to this an index is one instruction; the constant pool holds too few for all above. */
  private static final int LARGEST_SHORT = Short.MAX_VALUE;

  private static final String MATH = Type.getInternalName(Math.class);

  private Instructions() {}

  /** Gives a class that has no fields of its own the constructor without arguments. */
  public static void constructor(ClassWriter writer, String parent) {
    MethodVisitor code = writer.visitMethod(0, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "()V", false);
    end(code);
  }

  /** Returns, and ends the method; the number of its bytes. */
  public static int end(MethodVisitor code) {
    code.visitInsn(Opcodes.RETURN);
    Label end = new Label();
    code.visitLabel(end);
    code.visitMaxs(0, 0);
    code.visitEnd();
    return end.getOffset();
  }

  /** Applies the operator to the one or two numbers on the stack. */
  public static void apply(MethodVisitor code, Operator operator) {
    switch (operator) {
      case ADD -> code.visitInsn(Opcodes.DADD);
      case MULTIPLY -> code.visitInsn(Opcodes.DMUL);
      case DIVIDE -> code.visitInsn(Opcodes.DDIV);
      case NEGATE -> code.visitInsn(Opcodes.DNEG);
      default -> {
        JavaMethod method = operator.method();
        if (method == null) {
          throw new IllegalArgumentException(
              operator + " cannot be compiled. Resolve it before compiling.");
        }
        code.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            Type.getInternalName(method.owner()),
            method.name(),
            operator.accepts(1) ? "(D)D" : "(DD)D",
            false);
      }
    }
  }

  /** Raises the number on the stack to a power by multiplication. */
  public static void multiplied(MethodVisitor code, int times) {
    for (int i = 1; i < times; i++) {
      code.visitInsn(Opcodes.DUP2);
    }
    for (int i = 1; i < times; i++) {
      code.visitInsn(Opcodes.DMUL);
    }
  }

  /** Math.pow, which {@link Functions#power} is for exponents without a rule of their own. */
  public static void pow(MethodVisitor code) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, MATH, "pow", "(DD)D", false);
  }

  /** A number as a constant. */
  public static void number(MethodVisitor code, double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits == 0) {
      code.visitInsn(Opcodes.DCONST_0);
    } else if (value == 1) {
      code.visitInsn(Opcodes.DCONST_1);
    } else {
      code.visitLdcInsn(value);
    }
  }

  /** An array element. */
  public static void element(MethodVisitor code, int array, int index) {
    place(code, array, index);
    code.visitInsn(Opcodes.DALOAD);
  }

  /** An array element to be stored to: array and index. */
  public static void place(MethodVisitor code, int array, int index) {
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
  public static int elementBytes(int index) {
    return index > LARGEST_SHORT ? 12 : 5;
  }
}
