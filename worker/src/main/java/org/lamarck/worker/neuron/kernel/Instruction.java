package org.lamarck.worker.neuron.kernel;

import org.lamarck.worker.expression.Operator;

/**
 * One loop over a block.
 *
 * @param to register, or the position of an output
 * @param a register, or the position of an input
 * @param operator of {@link Code#FUNCTION}
 */
record Instruction(Code code, int to, int a, int b, int c, double number, Operator operator) {
  static Instruction of(Code code, int to, int... from) {
    return new Instruction(
        code,
        to,
        from[0],
        from.length > 1 ? from[1] : 0,
        from.length > 2 ? from[2] : 0,
        0,
        Operator.CONSTANT);
  }

  static Instruction withNumber(Code code, int to, int a, double number) {
    return new Instruction(code, to, a, 0, 0, number, Operator.CONSTANT);
  }

  /** A function of one register, or of two when b is none of them, −1. */
  static Instruction function(Operator operator, int to, int a, int b) {
    return new Instruction(Code.FUNCTION, to, a, b, 0, 0, operator);
  }
}
