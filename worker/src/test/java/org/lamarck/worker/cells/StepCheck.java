package org.lamarck.worker.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.random.RandomStream;

/** Holds derivatives of steps to central differences, by parameters and by the start. */
public final class StepCheck {
  private static final double H = 1e-6;

  private final List<Step> steps;
  private final int repeats;
  private final Fields fields;
  private final int capacity;
  private final double[] weights; // of a linear function of the end

  /** A check with steps that may take cells up to a capacity. */
  public StepCheck(List<Step> steps, int repeats, Fields fields, int capacity) {
    this.steps = steps;
    this.repeats = repeats;
    this.fields = fields;
    this.capacity = capacity;
    weights = new double[capacity * fields.width()];
    RandomStream random = RandomStream.of(11);
    for (int n = 0; n < weights.length; n++) {
      weights[n] = random.nextDouble(-1, 1);
    }
  }

  /** Cells in a box of half this size, with something in every column. */
  public static Tissue start(Fields fields, int cells, double size) {
    RandomStream random = RandomStream.of(5);
    int width = fields.width();
    double[] rows = new double[cells * width];
    for (int i = 0; i < cells; i++) {
      for (int c = 0; c < width; c++) {
        rows[i * width + c] = random.nextDouble(0.2, 1);
      }
      for (int c = 0; c < fields.dimensions(); c++) {
        rows[i * width + c] = random.nextDouble(-size, size);
      }
      rows[i * width + Property.RADIUS.first(fields)] = random.nextDouble(0.4, 0.6);
    }
    return new Tissue(fields, Matrix.of(cells, width, rows));
  }

  private double value(Rollout rollout, Tissue start, double[] point) {
    double[] value = new double[1];
    rollout.run(
        start,
        point,
        true,
        (state, repeat, tape) -> {
          value[0] = 0;
          int[] living = new int[capacity];
          int count = state.living(living);
          for (int i = 0; i < count; i++) {
            for (int c = 0; c < fields.width(); c++) {
              int at = living[i] * fields.width() + c;
              value[0] += weights[at] * state.values()[at];
            }
          }
        });
    return value[0];
  }

  private Rollout rollout() {
    Rollout rollout = new Rollout(steps, repeats, fields, capacity);
    rollout.draw(RandomStream.of(3));
    return rollout;
  }

  /** Derivatives of the linear function by the parameters. */
  public double[] gradient(Tissue start, double[] point, double score, double[] byStart) {
    Rollout rollout = rollout();
    value(rollout, start, point);
    int[] living = new int[capacity];
    State[] end = new State[1];
    double[] scores = new double[repeats];
    java.util.Arrays.fill(scores, score);
    double[] adjoint = new double[weights.length];
    double[] gradient =
        rollout.pullBack(
            adjoint,
            scores,
            (state, repeat, tape) -> {
              if (repeat == repeats && end[0] == null) {
                end[0] = state;
                int count = state.living(living);
                for (int i = 0; i < count; i++) {
                  int row = living[i] * fields.width();
                  System.arraycopy(weights, row, adjoint, row, fields.width());
                }
              }
            });
    System.arraycopy(adjoint, 0, byStart, 0, byStart.length);
    return gradient;
  }

  /** Compares all derivatives with differences; at least one of each kind must be there. */
  public void holds(Tissue start, double... point) {
    double[] byStart = new double[start.cells() * fields.width()];
    double[] gradient = gradient(start, point, 0, byStart);
    Rollout rollout = rollout();
    for (int i = 0; i < point.length; i++) {
      double[] up = point.clone();
      up[i] += H;
      double[] down = point.clone();
      down[i] -= H;
      double difference = (value(rollout, start, up) - value(rollout, start, down)) / (2 * H);
      assertThat(difference).as("parameter %d does something", i).isNotZero();
      assertThat(gradient[i])
          .as("parameter %d", i)
          .isEqualTo(difference, within(2e-6 * Math.abs(difference) + 1e-8));
    }
    double[] rows = start.rows().toArray();
    for (int n = 0; n < rows.length; n++) {
      double difference =
          (moved(rollout, start, n, H, point) - moved(rollout, start, n, -H, point)) / (2 * H);
      assertThat(byStart[n])
          .as("column %d of cell %d", n % fields.width(), n / fields.width())
          .isEqualTo(difference, within(2e-6 * Math.abs(difference) + 1e-7));
    }
  }

  private double moved(Rollout rollout, Tissue start, int n, double by, double[] point) {
    double[] rows = start.rows().toArray().clone();
    rows[n] += by;
    return value(
        rollout, new Tissue(fields, Matrix.of(start.cells(), fields.width(), rows)), point);
  }
}
