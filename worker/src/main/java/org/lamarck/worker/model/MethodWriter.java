package org.lamarck.worker.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.lamarck.worker.bytecode.Instructions;
import org.lamarck.worker.expression.Operator;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the methods of a {@link Schedule}. A method loads each input and each earlier value it
 * needs twice or more into a local variable, before the computation that needs it first; so the
 * branches of a {@code piecewise} never define one. What a branch alone needs is computed only if
 * it is taken; what others need as well is computed before. Values of branches not taken may be NaN
 * or infinite without effect.
 */
final class MethodWriter {
  /** Local variables of a method: t, y, p, workspace, out. */
  static final int TIME = 0;

  static final int FIRST = 2;
  static final int SECOND = 3;
  static final int WORKSPACE = 4;
  static final int OUT = 5;
  private static final int FREE = 6;
  private static final int NONE = -1;

  private final Schedule schedule;
  private final FormulaGraph graph;
  private final int[] pending;
  private final int[] local;
  private final Deque<Integer> freeLocals = new ArrayDeque<>();
  private final List<Integer> released = new ArrayList<>();
  private int locals;

  MethodWriter(Schedule schedule) {
    this.schedule = schedule;
    this.graph = schedule.graph();
    this.pending = new int[graph.nodes()];
    this.local = new int[graph.nodes()];
    Arrays.fill(local, NONE);
  }

  /** Writes the code of a method, without its return. */
  void write(int method, MethodVisitor code) {
    int from = schedule.start(method);
    int to = schedule.start(method + 1);
    locals = FREE;
    freeLocals.clear();
    for (int position = from; position < to; position++) {
      countUses(schedule.item(position));
    }
    for (int position = from; position < to; position++) {
      int item = schedule.item(position);
      if (item < 0) {
        store(code, ~item);
      } else if (!schedule.inlined(item)) {
        compute(code, item);
      }
      freeLocals.addAll(released);
      released.clear();
    }
  }

  private void countUses(int item) {
    if (item < 0) {
      pending[graph.outputs()[~item]]++;
    } else {
      for (int argument : graph.arguments(item)) {
        pending[argument]++;
      }
    }
  }

  private void store(MethodVisitor code, int output) {
    int node = graph.outputs()[output];
    load(code, node);
    Instructions.place(code, OUT, output);
    value(code, node);
    code.visitInsn(Opcodes.DASTORE);
  }

  private void compute(MethodVisitor code, int node) {
    for (int argument : graph.arguments(node)) {
      load(code, argument);
    }
    boolean again = pending[node] > 0;
    if (again) {
      formula(code, node);
      keep(code, node);
    }
    if (schedule.place(node) >= 0) {
      Instructions.place(code, WORKSPACE, schedule.place(node));
      if (again) {
        code.visitVarInsn(Opcodes.DLOAD, local[node]);
      } else {
        formula(code, node);
      }
      code.visitInsn(Opcodes.DASTORE);
    }
  }

  /** Puts what an expression needs, and others need too, into local variables. */
  private void load(MethodVisitor code, int node) {
    if (schedule.inlined(node)) {
      for (int argument : graph.arguments(node)) {
        load(code, argument);
      }
    } else if (local[node] == NONE && pending[node] > 1 && isElement(node)) {
      element(code, node);
      keep(code, node);
    }
  }

  private boolean isElement(int node) {
    return graph.source(node).block() != FormulaGraph.Block.NONE || schedule.place(node) >= 0;
  }

  private void element(MethodVisitor code, int node) {
    FormulaGraph.Source source = graph.source(node);
    switch (source.block()) {
      case FIRST -> Instructions.element(code, FIRST, source.index());
      case SECOND -> Instructions.element(code, SECOND, source.index());
      case NONE -> Instructions.element(code, WORKSPACE, schedule.place(node));
    }
  }

  /** Stores the top of the stack in a local variable of the node. */
  private void keep(MethodVisitor code, int node) {
    Integer free = freeLocals.poll();
    if (free == null) {
      free = locals;
      locals += 2;
    }
    local[node] = free;
    code.visitVarInsn(Opcodes.DSTORE, free);
  }

  /** Puts the node's value on the stack. */
  private void value(MethodVisitor code, int node) {
    pending[node]--;
    if (schedule.inlined(node)) {
      formula(code, node);
    } else if (local[node] != NONE) {
      code.visitVarInsn(Opcodes.DLOAD, local[node]);
      release(node);
    } else if (isElement(node)) {
      element(code, node);
    } else if (graph.isConstant(node)) {
      Instructions.number(code, graph.value(node));
    } else if (graph.operator(node) == Operator.TIME) {
      code.visitVarInsn(Opcodes.DLOAD, TIME);
    } else {
      throw new IllegalStateException("node " + node + " is used before it is computed");
    }
  }

  private void release(int node) {
    if (pending[node] == 0 && local[node] != NONE) {
      released.add(local[node]);
      local[node] = NONE;
    }
  }

  private void formula(MethodVisitor code, int node) {
    switch (graph.operator(node)) {
      case PIECEWISE -> piecewise(code, graph.arguments(node));
      case ADD -> sum(code, graph.arguments(node));
      case POWER -> power(code, graph.arguments(node));
      default -> {
        int[] arguments = graph.arguments(node);
        value(code, arguments[0]);
        if (arguments.length == 1) {
          Instructions.apply(code, graph.operator(node));
        }
        for (int i = 1; i < arguments.length; i++) {
          value(code, arguments[i]);
          Instructions.apply(code, graph.operator(node));
        }
      }
    }
  }

  /** a + (−b) is a − b, to the bit. */
  private void sum(MethodVisitor code, int[] arguments) {
    value(code, arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      int argument = arguments[i];
      if (graph.operator(argument) == Operator.NEGATE && schedule.inlined(argument)) {
        pending[argument]--;
        value(code, graph.arguments(argument)[0]);
        code.visitInsn(Opcodes.DSUB);
      } else {
        value(code, argument);
        code.visitInsn(Opcodes.DADD);
      }
    }
  }

  /** The rules of {@link org.lamarck.worker.expression.Functions#power}, written out. */
  private void power(MethodVisitor code, int[] arguments) {
    int base = arguments[0];
    if (!graph.isConstant(arguments[1])) {
      value(code, base);
      value(code, arguments[1]);
      Instructions.apply(code, Operator.POWER);
      return;
    }
    double exponent = graph.value(arguments[1]);
    boolean written = exponent == -1 || exponent == 0.5 || exponent == 2 || exponent == 3;
    if (written) {
      pending[arguments[1]]--;
      release(arguments[1]);
    }
    if (exponent == -1) {
      Instructions.number(code, 1);
      value(code, base);
      Instructions.apply(code, Operator.DIVIDE);
    } else if (exponent == 2 || exponent == 3) {
      value(code, base);
      Instructions.multiplied(code, (int) exponent);
    } else if (exponent == 0.5) {
      value(code, base);
      Instructions.apply(code, Operator.SQRT);
    } else {
      value(code, base);
      value(code, arguments[1]);
      Instructions.pow(code);
    }
  }

  private void piecewise(MethodVisitor code, int[] arguments) {
    Label end = new Label();
    for (int i = 1; i < arguments.length; i += 2) {
      Label next = new Label();
      value(code, arguments[i]);
      code.visitInsn(Opcodes.DCONST_0);
      code.visitInsn(Opcodes.DCMPL);
      code.visitJumpInsn(Opcodes.IFEQ, next);
      value(code, arguments[i - 1]);
      code.visitJumpInsn(Opcodes.GOTO, end);
      code.visitLabel(next);
    }
    value(code, arguments[arguments.length - 1]);
    code.visitLabel(end);
  }
}
