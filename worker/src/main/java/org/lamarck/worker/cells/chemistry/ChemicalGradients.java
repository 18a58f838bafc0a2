package org.lamarck.worker.cells.chemistry;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.cells.Context;
import org.lamarck.worker.cells.Dependence;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Step;

/**
 * Cells sense where there is more of a chemical: gᵢ = Σⱼ (xⱼ − xᵢ)/dᵢⱼ² cⱼ over neighbours, which
 * are those whose distance squared is below the sum of the radii, or below a number (as JAX-Morph
 * has it: radii are about ½ there).
 *
 * @param reach the number; 0 for the sum of the radii
 */
public record ChemicalGradients(double reach) implements Step {

  @Override
  public Dependence dependence() {
    return Dependence.of(
        Set.of(Property.CHEMICAL, Property.POSITION), Set.of(Property.GRADIENT), List.of());
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Sense(fields, capacity);
  }

  private final class Sense implements Runner {
    private final int dimensions;
    private final int chemicals;
    private final int width;
    private final int radius;
    private final int chemical;
    private final int slope;
    private final int[] cells;
    private final double[] rows;

    Sense(Fields fields, int capacity) {
      dimensions = fields.dimensions();
      chemicals = fields.chemicals();
      width = fields.width();
      radius = Property.RADIUS.first(fields);
      chemical = Property.CHEMICAL.first(fields);
      slope = Property.GRADIENT.first(fields);
      cells = new int[capacity];
      rows = new double[capacity * width];
    }

    /** The distance squared of two neighbours; 0 when they are none. */
    private double near(double[] values, int i, int j) {
      double square = 0;
      for (int n = 0; n < dimensions; n++) {
        double off = values[i + n] - values[j + n];
        square += off * off;
      }
      double most = reach > 0 ? reach : values[i + radius] + values[j + radius];
      return square < most ? square : 0;
    }

    @Override
    public void forward(State state, Context context) {
      int count = state.living(cells);
      context.tape().pushRows(state, cells, count);
      double[] values = state.values();
      for (int i = 0; i < count; i++) {
        int at = cells[i] * width + slope;
        Arrays.fill(values, at, at + dimensions * chemicals, 0);
      }
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++) {
          double square = near(values, cells[i] * width, cells[j] * width);
          if (square > 0) {
            add(values, cells[i] * width, cells[j] * width, square);
          }
        }
      }
    }

    private void add(double[] values, int i, int j, double square) {
      for (int n = 0; n < dimensions; n++) {
        double off = (values[j + n] - values[i + n]) / square;
        for (int c = 0; c < chemicals; c++) {
          values[i + slope + n * chemicals + c] += off * values[j + chemical + c];
          values[j + slope + n * chemicals + c] -= off * values[i + chemical + c];
        }
      }
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int count = state.living(cells);
      context.tape().popRows(rows, width, count);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++) {
          double square = near(rows, i * width, j * width);
          if (square > 0) {
            pull(i, j, square, adjoint);
          }
        }
      }
      for (int i = 0; i < count; i++) {
        int at = cells[i] * width + slope;
        Arrays.fill(adjoint, at, at + dimensions * chemicals, 0);
      }
    }

    private void pull(int i, int j, double square, double[] adjoint) {
      int one = cells[i] * width;
      int other = cells[j] * width;
      double along = 0;
      for (int n = 0; n < dimensions; n++) {
        double off = rows[j * width + n] - rows[i * width + n];
        double byOff = 0;
        for (int c = 0; c < chemicals; c++) {
          double byI = adjoint[one + slope + n * chemicals + c];
          double byJ = adjoint[other + slope + n * chemicals + c];
          adjoint[other + chemical + c] += byI * off / square;
          adjoint[one + chemical + c] -= byJ * off / square;
          byOff += byI * rows[j * width + chemical + c] - byJ * rows[i * width + chemical + c];
        }
        along += byOff * off;
        adjoint[other + n] += byOff / square;
        adjoint[one + n] -= byOff / square;
      }
      for (int n = 0; n < dimensions; n++) {
        double pull = 2 * along / (square * square) * (rows[j * width + n] - rows[i * width + n]);
        adjoint[other + n] -= pull;
        adjoint[one + n] += pull;
      }
    }
  }
}
