package org.lamarck.worker.bytecode;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A loop over fixed places that is also there as a {@link StraightLine}, once it has been run often
 * enough to be worth a class. Both compute the same bits. Threads share it: which of them counts,
 * and who sees the class first, makes no difference to results.
 */
public final class Unrolled {
  private static final int OFTEN = 100;
  private static final int MOST_OPERATIONS = 800; // of eight bytes and more

  private final int operations;
  private final Consumer<StraightLineWriter> program;
  private int uses; // not exact when threads share it
  private @Nullable StraightLine code;

  /**
   * A program that is not generated yet.
   *
   * @param operations how many multiplications it has, roughly
   * @param program writes it
   */
  public Unrolled(int operations, Consumer<StraightLineWriter> program) {
    this.operations = operations;
    this.program = program;
  }

  /** The generated program, or null: then the loop is to be run. */
  public @Nullable StraightLine code() {
    StraightLine known = code;
    if (known == null && operations <= MOST_OPERATIONS && uses <= OFTEN) {
      int now = uses + 1;
      uses = now;
      return now == OFTEN ? generate() : null;
    }
    return known;
  }

  private synchronized @Nullable StraightLine generate() {
    if (code == null) {
      StraightLineWriter writer = new StraightLineWriter();
      program.accept(writer);
      code = writer.define();
    }
    return code;
  }
}
