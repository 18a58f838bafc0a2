package org.lamarck.worker.array.plan;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.bytecode.Instructions;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Generates classes of loops, each a method below HotSpot's limit. */
final class LoopCompiler {
  private static final int LOOPS_OF_A_CLASS = 200;
  private static final String PARENT = Type.getInternalName(Loops.class);
  private static final String NAME = PARENT.replace("Loops", "GeneratedLoops");
  private static final String RUN = "(I[D)V";
  private static final String LOOP = "([D)V";

  private final List<LoopBody> bodies = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();

  /** A loop that is to stand at a position among the steps. */
  void add(LoopBody body, int position) {
    bodies.add(body);
    positions.add(position);
  }

  /**
   * Puts the loops among the steps.
   *
   * @return the bytes of the largest method
   */
  int compile(List<ArrayPlan.Step> steps) {
    int largest = 0;
    for (int first = 0; first < bodies.size(); first += LOOPS_OF_A_CLASS) {
      int end = Math.min(bodies.size(), first + LOOPS_OF_A_CLASS);
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
      writer.visit(
          Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, PARENT, new String[0]);
      Instructions.constructor(writer, PARENT);
      for (int loop = first; loop < end; loop++) {
        largest = Math.max(largest, writeLoop(writer, loop - first, bodies.get(loop)));
      }
      writeRun(writer, end - first);
      writer.visitEnd();
      Loops loops = load(writer.toByteArray());
      for (int loop = first; loop < end; loop++) {
        int number = loop - first;
        steps.set(positions.get(loop), workspace -> loops.run(number, workspace.memory()));
      }
    }
    if (largest >= Instructions.HUGE_METHOD) {
      throw new IllegalStateException("a generated loop has " + largest + " bytes");
    }
    return largest;
  }

  private static Loops load(byte[] bytes) {
    try {
      return MethodHandles.lookup()
          .defineHiddenClass(bytes, true)
          .lookupClass()
          .asSubclass(Loops.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class cannot be loaded", e);
    }
  }

  private static int writeLoop(ClassWriter writer, int number, LoopBody body) {
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "loop" + number, LOOP, null, null);
    code.visitCode();
    new LoopWriter(code, body).write();
    return Instructions.end(code);
  }

  /** A jump to the loop of the number. */
  private static void writeRun(ClassWriter writer, int loops) {
    MethodVisitor code = writer.visitMethod(0, "run", RUN, null, null);
    code.visitCode();
    Label[] labels = new Label[loops];
    for (int loop = 0; loop < loops; loop++) {
      labels[loop] = new Label();
    }
    Label none = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitTableSwitchInsn(0, loops - 1, none, labels);
    for (int loop = 0; loop < loops; loop++) {
      code.visitLabel(labels[loop]);
      code.visitVarInsn(Opcodes.ALOAD, 2);
      code.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, "loop" + loop, LOOP, false);
      code.visitInsn(Opcodes.RETURN);
    }
    code.visitLabel(none);
    Instructions.end(code);
  }
}
