package org.lamarck.worker.model;

import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lamarck.worker.bytecode.Instructions;
import org.lamarck.worker.expression.Expression;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Compiles formulas to bytecode. Each distinct part is computed once for all formulas, in the
 * arithmetic of {@link org.lamarck.worker.expression.Evaluator}, to the bit. The time it takes is
 * proportional to the size of the formulas.
 *
 * <p>HotSpot leaves methods of 8000 bytes and more to the interpreter, so the code is divided into
 * methods of half of that, between formulas where possible; what passes between methods stands in a
 * workspace.
 */
public final class KernelCompiler {
  private static final int BUDGET = 4000;
  private static final int MOST_CALLS = 250;
  private static final String NAME =
      Type.getInternalName(KernelCompiler.class).replace("KernelCompiler", "Formulas");
  private static final String PARENT = Type.getInternalName(KernelFactory.Generated.class);
  private static final String EVALUATE = "(D[D[D[D)V";
  private static final String WITH = "([D)L" + PARENT + ";";
  private static final String PART = "(D[D[D[D[D)V";

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final Schedule schedule;
  private int largest;
  private int names;

  private KernelCompiler(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * Compiles formulas. The kernel's output array must be none of its inputs.
   *
   * @param outputs formulas of one pool
   * @param first symbols that are read from the first block of inputs, in order
   * @param second symbols that are read from the second block
   * @throws IllegalArgumentException when a formula has a symbol that is in neither block, or an
   *     operator that has no value at one time alone (delay, rateOf); when a symbol stands twice
   */
  public static KernelFactory compile(
      List<Expression> outputs, List<String> first, List<String> second) {
    return compile(outputs, IntStream.range(0, outputs.size()).toArray(), first, second);
  }

  /**
   * Compiles formulas that are best computed in another order than that of the outputs.
   *
   * @param visit a permutation of the outputs: what shares parts stands together
   */
  static KernelFactory compile(
      List<Expression> outputs, int[] visit, List<String> first, List<String> second) {
    Map<String, Integer> firstIndex = index(first);
    Map<String, Integer> secondIndex = index(second);
    for (String name : second) {
      if (firstIndex.containsKey(name)) {
        throw new IllegalArgumentException("symbol " + name + " is in both blocks of inputs");
      }
    }
    return compile(new FormulaGraph(outputs, visit, firstIndex, secondIndex));
  }

  /** Compiles what a graph computes. */
  static KernelFactory compile(FormulaGraph graph) {
    for (int budget = BUDGET; ; budget /= 2) { // bytes are estimated, and counted when written
      KernelFactory factory = new KernelCompiler(new Schedule(graph, budget)).define();
      if (factory.largestMethod() < Instructions.HUGE_METHOD) {
        return factory;
      }
    }
  }

  private static Map<String, Integer> index(List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    for (String name : names) {
      if (index.put(name, index.size()) != null) {
        throw new IllegalArgumentException("symbol " + name + " stands twice in a block of inputs");
      }
    }
    return index;
  }

  private KernelFactory define() {
    writer.visit(
        Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, PARENT, new String[0]);
    writeConstructor();
    writeWith();
    int methods = schedule.methods();
    MethodWriter methodWriter = new MethodWriter(schedule);
    for (int method = 0; method < methods; method++) {
      MethodVisitor code = beginPart();
      methodWriter.write(method, code);
      end(code);
    }
    writeEvaluate(methods);
    writer.visitEnd();
    return new KernelFactory(
        load(writer.toByteArray(), schedule.workspace()),
        new KernelFactory.Size(
            schedule.graph().outputs().length,
            schedule.graph().nodes(),
            methods,
            largest,
            schedule.workspace().length));
  }

  /** The first kernel of a new class. */
  private static KernelFactory.Generated load(byte[] bytes, double[] workspace) {
    try {
      return MethodHandles.lookup()
          .defineHiddenClass(bytes, true)
          .lookupClass()
          .asSubclass(KernelFactory.Generated.class)
          .getDeclaredConstructor(double[].class)
          .newInstance((Object) workspace);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class cannot be loaded", e);
    }
  }

  private void writeConstructor() {
    MethodVisitor code = writer.visitMethod(0, "<init>", "([D)V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, PARENT, "<init>", "([D)V", false);
    end(code);
  }

  /** Makes another kernel of the class; reflection would define classes to do so. */
  private void writeWith() {
    MethodVisitor code = writer.visitMethod(0, "with", WITH, null, null);
    code.visitCode();
    code.visitTypeInsn(Opcodes.NEW, NAME);
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, NAME, "<init>", "([D)V", false);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Calls all parts in order, over methods that call a part of them when they are many. */
  private void writeEvaluate(int parts) {
    int from = 0;
    int to = parts;
    while (to - from > MOST_CALLS) {
      for (int group = from; group < to; group += MOST_CALLS) {
        MethodVisitor code = beginPart();
        for (int part = group; part < Math.min(group + MOST_CALLS, to); part++) {
          call(
              code,
              part,
              MethodWriter.TIME,
              MethodWriter.FIRST,
              MethodWriter.SECOND,
              MethodWriter.WORKSPACE,
              MethodWriter.OUT);
        }
        end(code);
      }
      from = to;
      to = names;
    }
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "evaluate", EVALUATE, null, null);
    code.visitCode();
    int workspace = 6; // behind this (0), t (1, 2), y (3), p (4) and out (5)
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, PARENT, "workspace", "[D");
    code.visitVarInsn(Opcodes.ASTORE, workspace);
    for (int part = from; part < to; part++) {
      call(code, part, 1, 3, 4, workspace, 5);
    }
    end(code);
  }

  /** Calls a part with t, y, p, workspace and out from these local variables. */
  private static void call(MethodVisitor code, int part, int... locals) {
    code.visitVarInsn(Opcodes.DLOAD, locals[0]);
    for (int i = 1; i < locals.length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, locals[i]);
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, "part" + part, PART, false);
  }

  private MethodVisitor beginPart() {
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "part" + names++, PART, null, null);
    code.visitCode();
    return code;
  }

  private void end(MethodVisitor code) {
    largest = Math.max(largest, Instructions.end(code));
  }
}
