package org.lamarck.worker.neuron.kernel;

import java.util.Arrays;
import java.util.List;
import org.lamarck.worker.expression.Expression;

/**
 * Formulas compiled for arrays of their symbols. Immutable; each thread computes in {@link
 * Registers} of its own.
 */
public final class BlockKernel {
  /** Elements that go through all instructions together. */
  static final int BLOCK = 128;

  private static final BlockLoops LOOPS = BlockLoops.fastest();

  private final Instruction[] instructions;
  private final double[] constants;
  private final int uniforms;
  private final int registers;

  private BlockKernel(KernelWriter written) {
    instructions = written.instructions().toArray(Instruction[]::new);
    constants = written.constants();
    uniforms = written.uniforms();
    registers = written.registers();
  }

  /**
   * A formula whose values go to an array.
   *
   * @param accumulated whether they are added to what is there
   */
  public record Output(Expression formula, boolean accumulated) {}

  /**
   * Compiles formulas of one pool.
   *
   * @param uniforms symbols that are the same for all elements
   * @param inputs symbols of which each element has its own
   * @throws IllegalArgumentException when a formula has another symbol
   */
  public static BlockKernel compile(
      List<Output> outputs, List<String> uniforms, List<String> inputs) {
    return new BlockKernel(new KernelWriter(outputs, uniforms, inputs));
  }

  /** How many operations an element takes; loads and stores are some of them. */
  int length() {
    return instructions.length;
  }

  /** What one thread computes in. */
  public static final class Registers {
    private final double[][] values;
    private final double[][] scratch = new double[3][BLOCK];
    private final double[] one = new double[1];
    private final double[] two = new double[2];

    private Registers(int count) {
      values = new double[count][BLOCK];
    }
  }

  /** Registers for one thread. */
  public Registers newRegisters() {
    Registers made = new Registers(registers);
    for (int i = 0; i < constants.length; i++) {
      Arrays.fill(made.values[uniforms + i], constants[i]);
    }
    return made;
  }

  /**
   * Computes the outputs of so many elements.
   *
   * @param uniform values of the uniform symbols
   * @param from the array of each input, and {@code fromAt} where it begins in it
   * @param to the array of each output, and {@code toAt} where it begins in it; what is stored to
   *     may be an input's place
   */
  public void run(
      Registers memory,
      double[] uniform,
      double[][] from,
      int[] fromAt,
      double[][] to,
      int[] toAt,
      int count) {
    for (int i = 0; i < uniforms; i++) {
      Arrays.fill(memory.values[i], uniform[i]);
    }
    for (int begin = 0; begin < count; begin += BLOCK) {
      int n = Math.min(BLOCK, count - begin);
      for (Instruction instruction : instructions) {
        switch (instruction.code()) {
          case LOAD -> {
            int input = instruction.a();
            System.arraycopy(
                from[input], fromAt[input] + begin, memory.values[instruction.to()], 0, n);
          }
          case STORE -> {
            int output = instruction.to();
            System.arraycopy(
                memory.values[instruction.a()], 0, to[output], toAt[output] + begin, n);
          }
          case ACCUMULATE -> {
            int output = instruction.to();
            LOOPS.accumulate(to[output], toAt[output] + begin, memory.values[instruction.a()], n);
          }
          default -> compute(memory, instruction, n);
        }
      }
    }
  }

  private static void compute(Registers memory, Instruction one, int n) {
    double[][] values = memory.values;
    double[] to = values[one.to()];
    double[] a = values[one.a()];
    double number = one.number();
    switch (one.code()) {
      case ADD -> LOOPS.add(to, a, values[one.b()], n);
      case SUBTRACT -> LOOPS.subtract(to, a, values[one.b()], n);
      case MULTIPLY -> LOOPS.multiply(to, a, values[one.b()], n);
      case MULTIPLY_ADD -> LOOPS.multiplyAdd(to, a, values[one.b()], values[one.c()], n);
      case DIVIDE -> LOOPS.divide(to, a, values[one.b()], n);
      case ADD_NUMBER -> LOOPS.addNumber(to, a, number, n);
      case NUMBER_MINUS -> LOOPS.numberMinus(to, a, number, n);
      case TIMES_NUMBER -> LOOPS.timesNumber(to, a, number, n);
      case NUMBER_OVER -> LOOPS.numberOver(to, a, number, n);
      case NEGATE -> LOOPS.negate(to, a, n);
      case EXP -> LOOPS.exp(to, a, memory.scratch, n);
      case ABS -> LOOPS.abs(to, a, n);
      case SQRT -> LOOPS.sqrt(to, a, n);
      case TANH -> LOOPS.tanh(to, a, n);
      case LESS -> LOOPS.less(to, a, values[one.b()], n);
      case SELECT -> LOOPS.select(to, a, values[one.b()], values[one.c()], n);
      case FUNCTION -> {
        if (one.b() < 0) {
          LOOPS.unary(one.operator(), to, a, memory.one, n);
        } else {
          LOOPS.binary(one.operator(), to, a, values[one.b()], memory.two, n);
        }
      }
      case LOAD, STORE, ACCUMULATE -> throw new IllegalStateException(one + " has an array");
    }
  }
}
