package org.lamarck.worker.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * Steps one after another, again and again, and their derivatives backwards. What each step needs
 * for the way back is kept: about 16 bytes for each cell and step in the plane, 160 MB for 10⁴
 * cells and 10³ steps. Serves one thread.
 */
public final class Rollout {
  private final int cells;
  private final int dimensions;
  private final List<Step> steps;
  private final List<Step.Runner> runners = new ArrayList<>();
  private final double[][] kept;
  private final double[][] noise;
  private double[] parameters = {};
  private Step.State state = new Step.State(new double[0], new double[0]);

  /**
   * A rollout.
   *
   * @param repeats how often all steps are made
   */
  public Rollout(List<Step> steps, int repeats, int cells, int dimensions) {
    this.steps = List.copyOf(steps);
    this.cells = cells;
    this.dimensions = dimensions;
    int made = repeats * steps.size();
    kept = new double[made][];
    noise = new double[made][];
    for (Step step : steps) {
      runners.add(step.newRunner(cells, dimensions));
    }
    for (int i = 0; i < made; i++) {
      kept[i] = new double[runners.get(i % steps.size()).kept()];
      noise[i] = new double[0];
    }
  }

  /** Noise for all steps, from a stream. */
  public void draw(RandomStream random) {
    for (int i = 0; i < noise.length; i++) {
      noise[i] = Step.draw(random, steps.get(i % steps.size()).noise(cells, dimensions));
    }
  }

  /** Noise for all steps, one behind the other. */
  public void give(double[] all) {
    int at = 0;
    for (int i = 0; i < noise.length; i++) {
      int size = steps.get(i % steps.size()).noise(cells, dimensions);
      noise[i] = Arrays.copyOfRange(all, at, at + size);
      at += size;
    }
    if (at != all.length) {
      throw new IllegalArgumentException(
          "%d numbers of noise are given for %d".formatted(all.length, at));
    }
  }

  /** The tissue at the end; positions may be infinite or NaN where steps are too long. */
  public Tissue run(Tissue start, double[] given) {
    parameters = given.clone();
    state = new Step.State(start.positions().toArray(), start.radii().toArray());
    for (int i = 0; i < kept.length; i++) {
      runners.get(i % steps.size()).forward(state, parameters, noise[i], kept[i], 0);
    }
    return new Tissue(Matrix.of(cells, dimensions, state.x().clone()), Vector.of(state.r()));
  }

  /**
   * The gradient of a function of the last run's end by the parameters.
   *
   * @param byPositions its derivatives by the positions at the end, cell by cell
   */
  public double[] pullBack(double[] byPositions) {
    Step.State adjoint = new Step.State(byPositions.clone(), new double[cells]);
    double[] gradient = new double[parameters.length];
    for (int i = kept.length - 1; i >= 0; i--) {
      runners.get(i % steps.size()).backward(adjoint, parameters, kept[i], 0, gradient);
    }
    return gradient;
  }
}
