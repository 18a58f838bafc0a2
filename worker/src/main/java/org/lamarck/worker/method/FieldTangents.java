package org.lamarck.worker.method;

import org.lamarck.worker.direction.DirectionBlock;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Point;

/** Those of a field, by products in one direction after another; no matrix is made. */
final class FieldTangents implements StageTangents {
  private final Step step;
  private final Differentiable field;
  private final StartVariation variation;
  private final double[] timeFactors; // by stage
  private final double[] dy;
  private final double[] dp;
  private final double[] df;
  private Seeds seeds = new Seeds(0, 0, new int[0], new int[0]);

  FieldTangents(Step step, Differentiable field, int stages) {
    this.step = step;
    this.field = field;
    this.variation = new StartVariation(step, step.system(), !field.isAutonomous());
    this.timeFactors = new double[stages];
    this.dy = new double[field.states()];
    this.dp = new double[field.constants()];
    this.df = new double[field.states()];
  }

  @Override
  public void begin(Seeds chosen) {
    seeds = chosen;
  }

  @Override
  public void linearise(int i) {}

  @Override
  public void multiply(DirectionBlock block, int i) {
    Point at = step.rates().point(i);
    for (int j = 0; j < block.count(); j++) {
      block.copyStage(j, dy);
      seeds.copyDirection(block.direction(j), dp);
      field.jvp(at, dy, dp, df);
      block.setWork(j, df);
    }
  }

  @Override
  public void bend() {}

  @Override
  public void linearise(int i, double timeFactor) {
    timeFactors[i] = timeFactor;
  }

  @Override
  public void multiplyBent(DirectionBlock block, int i) {
    multiply(block, i);
    addVariation(block, variation.along(i));
    if (timeFactors[i] != 0) {
      addVariation(block, timeFactors[i] * variation.inTime());
    }
  }

  /** work ← work + factor · (the product ahead − that behind). */
  private void addVariation(DirectionBlock block, double factor) {
    if (factor != 0) {
      addProducts(block, variation.ahead(), factor);
      addProducts(block, variation.behind(), -factor);
    }
  }

  private void addProducts(DirectionBlock block, Point at, double factor) {
    for (int j = 0; j < block.count(); j++) {
      block.copyStart(j, dy);
      seeds.copyDirection(block.direction(j), dp);
      field.jvp(at, dy, dp, df);
      block.addWork(j, factor, df);
    }
  }
}
