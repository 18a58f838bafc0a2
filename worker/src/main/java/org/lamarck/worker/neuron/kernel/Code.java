package org.lamarck.worker.neuron.kernel;

/** What an instruction does; a, b and c are registers, n is a number. */
enum Code {
  /** An input from its array. */
  LOAD,
  /** a + b. */
  ADD,
  /** a − b. */
  SUBTRACT,
  /** a · b. */
  MULTIPLY,
  /** a · b + c, rounded twice. */
  MULTIPLY_ADD,
  /** a / b. */
  DIVIDE,
  /** a + n. */
  ADD_NUMBER,
  /** n − a. */
  NUMBER_MINUS,
  /** a · n. */
  TIMES_NUMBER,
  /** n / a. */
  NUMBER_OVER,
  /** −a. */
  NEGATE,
  /** eᵃ. */
  EXP,
  /** |a|. */
  ABS,
  /** √a. */
  SQRT,
  /** The hyperbolic tangent of a. */
  TANH,
  /** Whether a &lt; b, as 1 or 0. */
  LESS,
  /** a where b is not 0, else c. */
  SELECT,
  /** Any other function of a, or of a and b. */
  FUNCTION,
  /** To the array of an output. */
  STORE,
  /** Added to what the array of an output has. */
  ACCUMULATE
}
