package org.lamarck.worker.array.plan;

import java.util.Arrays;
import java.util.List;
import org.lamarck.worker.bytecode.Instructions;
import org.lamarck.worker.expression.Operator;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the loops over a space and their body, in the arithmetic of {@link
 * org.lamarck.worker.expression.Evaluator}, to the bit. A value is computed in the outermost loop
 * it can be computed in.
 */
final class LoopWriter {
  private static final int MEMORY = 0;

  private final MethodVisitor code;
  private final LoopBody body;
  private final int[] depths;

  LoopWriter(MethodVisitor code, LoopBody body) {
    this.code = code;
    this.body = body;
    this.depths = body.depths();
  }

  void write() {
    int rank = body.space().rank();
    Label[] begins = new Label[rank];
    Label[] ends = new Label[rank];
    values(0);
    for (int loop = 0; loop < rank; loop++) {
      begins[loop] = new Label();
      ends[loop] = new Label();
      code.visitInsn(Opcodes.ICONST_0);
      code.visitVarInsn(Opcodes.ISTORE, index(loop));
      code.visitLabel(begins[loop]);
      code.visitVarInsn(Opcodes.ILOAD, index(loop));
      code.visitLdcInsn(body.space().sizes().get(loop));
      code.visitJumpInsn(Opcodes.IF_ICMPGE, ends[loop]);
      values(loop + 1);
    }
    List<Integer> strides = Arrays.stream(body.space().strides()).boxed().toList();
    for (LoopBody.Store store : body.stores()) {
      code.visitVarInsn(Opcodes.ALOAD, MEMORY);
      place(store.place(), strides);
      load(store.value());
      code.visitInsn(Opcodes.DASTORE);
    }
    for (int loop = rank - 1; loop >= 0; loop--) {
      code.visitIincInsn(index(loop), 1);
      code.visitJumpInsn(Opcodes.GOTO, begins[loop]);
      code.visitLabel(ends[loop]);
    }
  }

  private static int index(int loop) {
    return 1 + loop;
  }

  private int local(int value) {
    return 1 + body.space().rank() + 2 * value;
  }

  /** Computes what can be computed within so many loops and not within fewer. */
  private void values(int depth) {
    for (int v = 0; v < depths.length; v++) {
      if (depths[v] != depth || body.values().get(v) instanceof LoopBody.Numeral) {
        continue;
      }
      if (body.values().get(v) instanceof LoopBody.Element element) {
        code.visitVarInsn(Opcodes.ALOAD, MEMORY);
        place(element.place(), element.strides());
        code.visitInsn(Opcodes.DALOAD);
      } else if (body.values().get(v) instanceof LoopBody.Applied applied) {
        apply(applied.operator(), applied.arguments());
      }
      code.visitVarInsn(Opcodes.DSTORE, local(v));
    }
  }

  /** Puts place + Σ index · stride on the stack. */
  private void place(int place, List<Integer> strides) {
    code.visitLdcInsn(place);
    for (int loop = 0; loop < strides.size(); loop++) {
      int stride = strides.get(loop);
      if (stride != 0) {
        code.visitVarInsn(Opcodes.ILOAD, index(loop));
        if (stride != 1) {
          code.visitLdcInsn(stride);
          code.visitInsn(Opcodes.IMUL);
        }
        code.visitInsn(Opcodes.IADD);
      }
    }
  }

  private void load(int value) {
    if (body.values().get(value) instanceof LoopBody.Numeral number) {
      Instructions.number(code, number.value());
    } else {
      code.visitVarInsn(Opcodes.DLOAD, local(value));
    }
  }

  private void apply(Operator operator, List<Integer> arguments) {
    switch (operator) {
      case PIECEWISE -> piecewise(arguments);
      case POWER -> power(arguments.get(0), arguments.get(1));
      default -> {
        load(arguments.get(0));
        if (arguments.size() == 1) {
          Instructions.apply(code, operator);
        }
        for (int i = 1; i < arguments.size(); i++) {
          load(arguments.get(i));
          Instructions.apply(code, operator);
        }
      }
    }
  }

  /** The rules of {@link org.lamarck.worker.expression.Functions#power}, written out. */
  private void power(int base, int exponent) {
    double constant =
        body.values().get(exponent) instanceof LoopBody.Numeral number
            ? number.value()
            : Double.NaN;
    if (constant == -1) {
      Instructions.number(code, 1);
      load(base);
      Instructions.apply(code, Operator.DIVIDE);
    } else if (constant == 2 || constant == 3) {
      load(base);
      Instructions.multiplied(code, (int) constant);
    } else if (constant == 0.5) {
      load(base);
      Instructions.apply(code, Operator.SQRT);
    } else {
      load(base);
      load(exponent);
      Instructions.apply(code, Operator.POWER);
    }
  }

  private void piecewise(List<Integer> arguments) {
    Label end = new Label();
    for (int i = 1; i < arguments.size(); i += 2) {
      Label next = new Label();
      load(arguments.get(i));
      code.visitInsn(Opcodes.DCONST_0);
      code.visitInsn(Opcodes.DCMPL);
      code.visitJumpInsn(Opcodes.IFEQ, next);
      load(arguments.get(i - 1));
      code.visitJumpInsn(Opcodes.GOTO, end);
      code.visitLabel(next);
    }
    load(arguments.get(arguments.size() - 1));
    code.visitLabel(end);
  }
}
