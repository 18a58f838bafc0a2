package org.lamarck.worker.bytecode;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes a {@link StraightLine}: instructions of a stack of numbers, over array elements and
 * variables.
 */
public final class StraightLineWriter {
  private static final String PARENT = Type.getInternalName(StraightLine.class);
  private static final String RUN = "([DI[D[D[D[D)V";
  private static final int OFFSET = 2; // the variable of the offset; array 0 stands before it
  private static final int VARIABLES = 7; // the first that is free

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final MethodVisitor code;

  StraightLineWriter() {
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        PARENT + "Generated",
        null,
        PARENT,
        new String[0]);
    Instructions.constructor(writer, PARENT);
    code = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", RUN, null, null);
    code.visitCode();
  }

  /** Pushes an element of array 0 … 4. */
  public void push(int array, int place) {
    address(array, place);
    code.visitInsn(Opcodes.DALOAD);
  }

  private void address(int array, int place) {
    if (array == 0) {
      Instructions.place(code, 1, place);
      code.visitVarInsn(Opcodes.ILOAD, OFFSET);
      code.visitInsn(Opcodes.IADD);
    } else {
      Instructions.place(code, OFFSET + array, place);
    }
  }

  /** Pushes a variable. */
  public void push(int variable) {
    code.visitVarInsn(Opcodes.DLOAD, VARIABLES + 2 * variable);
  }

  /** Pushes a number. */
  public void number(double value) {
    Instructions.number(code, value);
  }

  /** Begins a store to an element; {@link #store()} ends it with what is computed between. */
  public void begin(int array, int place) {
    address(array, place);
  }

  /** Pops what goes to the element that was {@linkplain #begin begun} last. */
  public void store() {
    code.visitInsn(Opcodes.DASTORE);
  }

  /** Pops a variable. */
  public void store(int variable) {
    code.visitVarInsn(Opcodes.DSTORE, VARIABLES + 2 * variable);
  }

  /** Pops two numbers and pushes their product. */
  public void multiply() {
    code.visitInsn(Opcodes.DMUL);
  }

  /** Pops two numbers and pushes their sum. */
  public void add() {
    code.visitInsn(Opcodes.DADD);
  }

  /** Pops two numbers and pushes the lower one less the upper one. */
  public void subtract() {
    code.visitInsn(Opcodes.DSUB);
  }

  /** Changes the sign of the number on top. */
  public void negate() {
    code.visitInsn(Opcodes.DNEG);
  }

  /** The program, or null when it is too long for HotSpot to compile. */
  @Nullable StraightLine define() {
    int bytes = Instructions.end(code);
    writer.visitEnd();
    if (bytes >= Instructions.HUGE_METHOD) {
      return null;
    }
    try {
      return MethodHandles.lookup()
          .defineHiddenClass(writer.toByteArray(), true)
          .lookupClass()
          .asSubclass(StraightLine.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class cannot be loaded", e);
    }
  }
}
