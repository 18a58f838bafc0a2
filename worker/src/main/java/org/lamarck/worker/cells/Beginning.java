package org.lamarck.worker.cells;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.random.RandomStream;

/**
 * How a tissue begins: where cells are and how large; they may go through steps of their own
 * before, and be made of other types then.
 *
 * @param secretion of each chemical at first
 * @param before steps that the cells go through first, without derivatives
 * @param types what types the cells become then
 */
public record Beginning(
    Fields fields, Seeding seeding, double secretion, Before before, List<TypeRule> types)
    implements Serializable {

  /** Where the cells are, and how large they are. */
  public sealed interface Seeding extends Serializable {
    /** How many they are. */
    int cells();

    /** Cells × 2 or 3 positions, and radii behind them. */
    Matrix draw(int dimensions, RandomStream random);
  }

  /**
   * Scattered evenly in a box, with normal radii, none below 0.
   *
   * @param low of the box, along each axis
   * @param high of the box
   */
  public record Scattered(int cells, double low, double high, double radius, double radiusSd)
      implements Seeding {
    @Override
    public Matrix draw(int dimensions, RandomStream random) {
      int width = dimensions + 1;
      double[] rows = new double[cells * width];
      for (int i = 0; i < cells; i++) {
        for (int c = 0; c < dimensions; c++) {
          rows[i * width + c] = random.nextDouble(low, high);
        }
      }
      for (int i = 0; i < cells; i++) {
        rows[i * width + dimensions] = Math.max(0, radius + radiusSd * random.nextGaussian());
      }
      return Matrix.of(cells, width, rows);
    }
  }

  /**
   * The same in each draw.
   *
   * @param rows positions, and radii behind them
   */
  public record Placed(Matrix rows) implements Seeding {
    @Override
    public int cells() {
      return rows.rows();
    }

    @Override
    public Matrix draw(int dimensions, RandomStream random) {
      return rows;
    }
  }

  /**
   * What cells go through before.
   *
   * @param isFixed whether each draw has the same noise there, that of a seed
   */
  public record Before(List<Step> steps, int repeats, int capacity, boolean isFixed, long seed)
      implements Serializable {
    public Before {
      steps = List.copyOf(steps);
    }
  }

  public Beginning {
    types = List.copyOf(types);
  }

  /** Cells of one type in a seeding. */
  public static Beginning scattered(
      int cells, int dimensions, double low, double high, double radius, double radiusSd) {
    return new Beginning(
        Fields.plain(dimensions),
        new Scattered(cells, low, high, radius, radiusSd),
        0,
        new Before(List.of(), 0, cells, false, 0),
        List.of());
  }

  /** How many cells there are at first. */
  public int cells() {
    return seeding.cells();
  }

  /** Whether every draw begins alike. */
  public boolean isFixed() {
    return before.isFixed;
  }

  /** The tissue of one draw. */
  public Tissue draw(RandomStream random) {
    RandomStream stream = before.isFixed ? RandomStream.of(before.seed) : random;
    Tissue tissue = seed(stream);
    if (before.repeats > 0) {
      Rollout rollout = new Rollout(before.steps, before.repeats, fields, before.capacity);
      rollout.draw(stream.split("before", 0));
      rollout.run(tissue, new double[0], false, (state, repeat, tape) -> {});
      tissue = rollout.end();
    }
    return typed(tissue);
  }

  private Tissue seed(RandomStream random) {
    Matrix placed = seeding.draw(fields.dimensions(), random);
    int width = fields.width();
    double[] rows = new double[placed.rows() * width];
    for (int i = 0; i < placed.rows(); i++) {
      for (int c = 0; c < fields.dimensions(); c++) {
        rows[i * width + c] = placed.get(i, c);
      }
      rows[i * width + Property.RADIUS.first(fields)] = placed.get(i, fields.dimensions());
      rows[i * width + Property.TYPE.first(fields)] = 1;
      rows[i * width + Property.DIVISION.first(fields)] = 1;
      int secreted = i * width + Property.SECRETION.first(fields);
      Arrays.fill(rows, secreted, secreted + fields.chemicals(), secretion);
    }
    return new Tissue(fields, Matrix.of(placed.rows(), width, rows));
  }

  private Tissue typed(Tissue tissue) {
    if (types.isEmpty()) {
      return tissue;
    }
    double[] rows = tissue.rows().toArray();
    int width = fields.width();
    for (int i = 0; i < tissue.cells(); i++) {
      for (TypeRule rule : types) {
        if (rule.isFor(rows, i * width, i)) {
          rule.apply(fields, rows, i * width);
        }
      }
    }
    return new Tissue(fields, Matrix.of(tissue.cells(), width, rows));
  }
}
