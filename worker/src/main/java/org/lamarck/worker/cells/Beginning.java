package org.lamarck.worker.cells;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.random.RandomStream;

/**
 * How a tissue begins: cells that are scattered evenly in a box, of normal radii, none below 0;
 * they may go through steps of their own before, and be made of other types then.
 *
 * @param seeding where the cells are scattered, and how large they are
 * @param before steps that the cells go through first, without derivatives
 * @param types what types the cells become then
 */
public record Beginning(
    Fields fields, int cells, Seeding seeding, Before before, List<TypeRule> types)
    implements Serializable {

  /**
   * A box and what is in it.
   *
   * @param low of the box, along each axis
   * @param high of the box
   * @param secretion of each chemical at first
   */
  public record Seeding(double low, double high, double radius, double radiusSd, double secretion)
      implements Serializable {}

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
        cells,
        new Seeding(low, high, radius, radiusSd, 0),
        new Before(List.of(), 0, cells, false, 0),
        List.of());
  }

  /** Whether every draw begins alike. */
  public boolean isFixed() {
    return before.isFixed;
  }

  /** The tissue of one draw. */
  public Tissue draw(RandomStream random) {
    RandomStream stream = before.isFixed ? RandomStream.of(before.seed) : random;
    Tissue scattered = scatter(stream);
    if (before.repeats > 0) {
      Rollout rollout = new Rollout(before.steps, before.repeats, fields, before.capacity);
      rollout.draw(stream.split("before", 0));
      rollout.run(scattered, new double[0], false, (state, repeat, tape) -> {});
      scattered = rollout.end();
    }
    return typed(scattered);
  }

  private Tissue scatter(RandomStream random) {
    int width = fields.width();
    double[] rows = new double[cells * width];
    for (int i = 0; i < cells; i++) {
      for (int c = 0; c < fields.dimensions(); c++) {
        rows[i * width + c] = random.nextDouble(seeding.low, seeding.high);
      }
    }
    for (int i = 0; i < cells; i++) {
      rows[i * width + Property.RADIUS.first(fields)] =
          Math.max(0, seeding.radius + seeding.radiusSd * random.nextGaussian());
      rows[i * width + Property.TYPE.first(fields)] = 1;
      rows[i * width + Property.DIVISION.first(fields)] = 1;
      int secreted = i * width + Property.SECRETION.first(fields);
      Arrays.fill(rows, secreted, secreted + fields.chemicals(), seeding.secretion);
    }
    return new Tissue(fields, Matrix.of(cells, width, rows));
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
