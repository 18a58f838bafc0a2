package org.lamarck.worker.cells.chemistry;

import java.util.Arrays;
import org.lamarck.worker.cells.Context;
import org.lamarck.worker.cells.Dependence;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Forces;
import org.lamarck.worker.cells.PairForce;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Step;

/**
 * Cells sense stress: sᵢ = −Σ over axes of Fᵢ Σⱼ sign(xᵢ − xⱼ), divided by 100, with the force Fᵢ
 * on the cell (as JAX-Morph has it, but for places of cells that are not born, which count there as
 * cells at the origin).
 */
public record Stress(PairForce force) implements Step {
  private static final double SCALE = 0.01;

  @Override
  public Dependence dependence() {
    return force.dependence(Property.STRESS);
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Sense(fields, capacity);
  }

  private final class Sense implements Runner {
    private final int dimensions;
    private final int width;
    private final int stress;
    private final Forces between;
    private final int[] cells;
    private final double[] x;
    private final double[] v;
    private final double[] sides; // Σ sign(xᵢ − xⱼ)

    Sense(Fields fields, int capacity) {
      dimensions = fields.dimensions();
      width = fields.width();
      stress = Property.STRESS.first(fields);
      between = new Forces(force, fields, capacity);
      cells = new int[capacity];
      x = new double[capacity * dimensions];
      v = new double[capacity * dimensions];
      sides = new double[capacity * dimensions];
    }

    private void countSides(int count) {
      Arrays.fill(sides, 0, count * dimensions, 0);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++) {
          for (int c = 0; c < dimensions; c++) {
            double side = Math.signum(x[i * dimensions + c] - x[j * dimensions + c]);
            sides[i * dimensions + c] += side;
            sides[j * dimensions + c] -= side;
          }
        }
      }
    }

    @Override
    public void forward(State state, Context context) {
      int count = between.begin(state, context);
      state.living(cells);
      between.gather(state.values(), x);
      between.at(x, v);
      countSides(count);
      for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int c = 0; c < dimensions; c++) {
          sum -= SCALE * v[i * dimensions + c] * sides[i * dimensions + c];
        }
        state.values()[cells[i] * width + stress] = sum;
      }
      context.tape().push(x, 0, count * dimensions);
      between.keep(context.tape());
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int count = between.beginBack(state, context);
      state.living(cells);
      context.tape().pop(x, 0, count * dimensions);
      countSides(count);
      for (int i = 0; i < count; i++) {
        double by = adjoint[cells[i] * width + stress];
        adjoint[cells[i] * width + stress] = 0;
        for (int c = 0; c < dimensions; c++) {
          v[i * dimensions + c] = -SCALE * by * sides[i * dimensions + c];
        }
      }
      Arrays.fill(sides, 0, count * dimensions, 0); // derivatives by positions now
      between.pull(x, v, 1, sides, context.gradient());
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < dimensions; c++) {
          adjoint[cells[i] * width + c] += sides[i * dimensions + c];
        }
      }
      between.endBack(adjoint);
    }
  }
}
