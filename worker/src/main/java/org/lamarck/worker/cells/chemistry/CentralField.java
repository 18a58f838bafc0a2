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
 * A field from outside about the centroid of the living cells: 1/(offset + slope d²) at a distance
 * d from it, or e^(−slope d).
 */
public record CentralField(boolean isExponential, double offset, double slope) implements Step {

  @Override
  public Dependence dependence() {
    return Dependence.of(Set.of(Property.POSITION), Set.of(Property.FIELD), List.of());
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new About(fields, capacity);
  }

  private final class About implements Runner {
    private final int dimensions;
    private final int width;
    private final int field;
    private final int[] cells;
    private final double[] rows;
    private final double[] centre;

    About(Fields fields, int capacity) {
      dimensions = fields.dimensions();
      width = fields.width();
      field = Property.FIELD.first(fields);
      cells = new int[capacity];
      rows = new double[capacity * width];
      centre = new double[dimensions];
    }

    private double square(double[] values, int row) {
      double square = 0;
      for (int c = 0; c < dimensions; c++) {
        double off = values[row + c] - centre[c];
        square += off * off;
      }
      return square;
    }

    @Override
    public void forward(State state, Context context) {
      int count = state.living(cells);
      context.tape().pushRows(state, cells, count);
      double[] values = state.values();
      Arrays.fill(centre, 0);
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < dimensions; c++) {
          centre[c] += values[cells[i] * width + c] / count;
        }
      }
      for (int i = 0; i < count; i++) {
        double square = square(values, cells[i] * width);
        values[cells[i] * width + field] =
            isExponential ? Math.exp(-slope * Math.sqrt(square)) : 1 / (offset + slope * square);
      }
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int count = state.living(cells);
      context.tape().popRows(rows, width, count);
      Arrays.fill(centre, 0);
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < dimensions; c++) {
          centre[c] += rows[i * width + c] / count;
        }
      }
      double[] mean = new double[dimensions];
      for (int i = 0; i < count; i++) {
        double by = adjoint[cells[i] * width + field] * bySquare(square(rows, i * width));
        adjoint[cells[i] * width + field] = 0;
        for (int c = 0; c < dimensions; c++) {
          double pull = 2 * by * (rows[i * width + c] - centre[c]);
          adjoint[cells[i] * width + c] += pull;
          mean[c] += pull / count;
        }
      }
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < dimensions; c++) {
          adjoint[cells[i] * width + c] -= mean[c];
        }
      }
    }

    private double bySquare(double square) {
      if (isExponential) {
        double d = Math.sqrt(square);
        return d > 0 ? -slope * Math.exp(-slope * d) / (2 * d) : 0;
      }
      double sum = offset + slope * square;
      return -slope / (sum * sum);
    }
  }
}
