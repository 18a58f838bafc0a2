package org.lamarck.worker.direction;

import java.util.List;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.sparse.SparsePattern;

/** The sensitivities of all directions of an integration, in blocks. */
public final class DirectionBlocks {
  private final DirectionBlock[] blocks;

  /** Blocks that have all directions among them. */
  public DirectionBlocks(List<DirectionBlock> blocks) {
    this.blocks = blocks.toArray(DirectionBlock[]::new);
  }

  /** How many there are. */
  public int count() {
    return blocks.length;
  }

  public DirectionBlock get(int b) {
    return blocks[b];
  }

  /** Begins all of them, see {@link DirectionBlock#begin}. */
  public void begin(RowMatrix s0, Seeds seeds, SparsePattern constantJacobian) {
    for (DirectionBlock block : blocks) {
      block.begin(s0, seeds, constantJacobian);
    }
  }

  /** Writes s into n rows from {@code first} on. */
  public void write(RowMatrix out, int first) {
    for (DirectionBlock block : blocks) {
      block.write(out, first);
    }
  }

  /** Takes s; whether it is 0 outside of what each block moves, so that nothing is lost. */
  public boolean read(RowMatrix matrix) {
    boolean isHeld = true;
    for (DirectionBlock block : blocks) {
      isHeld &= block.holds(matrix);
      block.read(matrix);
    }
    return isHeld;
  }

  /** Moves to the end of the step. */
  public void advance() {
    for (DirectionBlock block : blocks) {
      block.advance();
    }
  }
}
