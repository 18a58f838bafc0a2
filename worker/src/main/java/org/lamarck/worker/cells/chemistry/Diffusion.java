package org.lamarck.worker.cells.chemistry;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.cells.Context;
import org.lamarck.worker.cells.Dependence;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Step;

/**
 * Chemicals are what they come to between cells: (D L + K I) c = secretion, with the Laplacian L of
 * a graph of the cells. In a closed tissue all are joined, by one over their distance. In an open
 * one neighbours are, those nearer than 1.1 times the sum of their radii, by 1, and cells with less
 * than 5 neighbours, but not those without, lose as if they had one more (as JAX-Morph has it).
 *
 * @param coefficient D
 * @param degradation K
 */
public record Diffusion(Setting coefficient, Setting degradation, boolean isOpen) implements Step {
  private static final double NEAR = 1.1; // of the sum of two radii
  private static final int INNER = 5; // neighbours of a cell that is not at the border

  @Override
  public Dependence dependence() {
    return Dependence.of(
        isOpen ? Set.of(Property.SECRETION) : Set.of(Property.SECRETION, Property.POSITION),
        Set.of(Property.CHEMICAL),
        List.of(coefficient, degradation));
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Solver(fields, capacity);
  }

  private final class Solver implements Runner {
    private final Fields fields;
    private final int dimensions;
    private final int width;
    private final int radius;
    private final int chemical;
    private final int secretion;
    private final int[] cells;
    private final double[] rows; // positions and radius of each cell
    private final double[] degrees;
    private final double[] c;
    private final double[] mu;
    private final EnvelopeCholesky matrix;
    private final Ordering ordering;

    Solver(Fields fields, int capacity) {
      this.fields = fields;
      dimensions = fields.dimensions();
      width = fields.width();
      radius = Property.RADIUS.first(fields);
      chemical = Property.CHEMICAL.first(fields);
      secretion = Property.SECRETION.first(fields);
      cells = new int[capacity];
      rows = new double[capacity * (dimensions + 1)];
      degrees = new double[capacity];
      c = new double[capacity];
      mu = new double[capacity];
      matrix = new EnvelopeCholesky(capacity);
      ordering = new Ordering(capacity);
    }

    @Override
    public void forward(State state, Context context) {
      int count = order(state);
      for (int i = 0; i < count; i++) {
        int from = cells[i] * width;
        System.arraycopy(state.values(), from, rows, i * (dimensions + 1), dimensions);
        rows[i * (dimensions + 1) + dimensions] = state.values()[from + radius];
      }
      factorise(count, context.parameters());
      for (int k = 0; k < fields.chemicals(); k++) {
        for (int i = 0; i < count; i++) {
          c[i] = state.values()[cells[i] * width + secretion + k];
        }
        matrix.solve(c);
        for (int i = 0; i < count; i++) {
          state.values()[cells[i] * width + chemical + k] = c[i];
        }
        context.tape().push(c, 0, count);
      }
      context.tape().push(rows, 0, count * (dimensions + 1));
      for (int i = 0; i < count; i++) {
        context.tape().push(cells[i]);
      }
      context.tape().push(count);
    }

    /** Cells along an axis, so that neighbours have near places in the matrix. */
    private int order(State state) {
      int count = state.living(cells);
      ordering.sort(cells, count, state.values(), width);
      return count;
    }

    private double distance(int i, int j) {
      double square = 0;
      for (int n = 0; n < dimensions; n++) {
        double off = rows[i * (dimensions + 1) + n] - rows[j * (dimensions + 1) + n];
        square += off * off;
      }
      return Math.sqrt(square);
    }

    /** How strongly two cells are joined. */
    private double joined(int i, int j) {
      double d = distance(i, j);
      if (!isOpen) {
        return d > 0 ? 1 / d : 0;
      }
      double sum =
          rows[i * (dimensions + 1) + dimensions] + rows[j * (dimensions + 1) + dimensions];
      return d < NEAR * sum ? 1 : 0;
    }

    private void factorise(int count, double[] parameters) {
      double by = coefficient.of(parameters);
      double loss = degradation.of(parameters);
      matrix.begin(count);
      Arrays.fill(degrees, 0, count, 0);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++) {
          double a = joined(i, j);
          if (a != 0) {
            degrees[i] += a;
            degrees[j] += a;
            matrix.add(i, j, -by * a);
          }
        }
      }
      for (int i = 0; i < count; i++) {
        if (isOpen && degrees[i] > 0 && degrees[i] < INNER) {
          degrees[i]++;
        }
        matrix.add(i, i, by * degrees[i] + loss);
      }
      if (!matrix.factorise()) {
        matrix.begin(count);
        for (int i = 0; i < count; i++) {
          matrix.add(i, i, Double.NaN); // the draw becomes a failure
        }
      }
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int count = (int) context.tape().pop();
      for (int i = count - 1; i >= 0; i--) {
        cells[i] = (int) context.tape().pop();
      }
      context.tape().pop(rows, 0, count * (dimensions + 1));
      factorise(count, context.parameters());
      for (int k = fields.chemicals() - 1; k >= 0; k--) {
        context.tape().pop(c, 0, count);
        for (int i = 0; i < count; i++) {
          int at = cells[i] * width;
          mu[i] = adjoint[at + chemical + k];
          adjoint[at + chemical + k] = 0;
        }
        matrix.solve(mu);
        double byLoss = 0;
        for (int i = 0; i < count; i++) {
          adjoint[cells[i] * width + secretion + k] += mu[i];
          byLoss -= mu[i] * c[i];
        }
        degradation.add(byLoss, context.gradient());
        coefficient.add(byCoefficient(count), context.gradient());
        if (!isOpen) {
          pullPositions(count, coefficient.of(context.parameters()), adjoint);
        }
      }
    }

    /** −μᵀ L c. */
    private double byCoefficient(int count) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum -= mu[i] * degrees[i] * c[i];
        for (int j = 0; j < i; j++) {
          sum += joined(i, j) * (mu[i] * c[j] + mu[j] * c[i]);
        }
      }
      return sum;
    }

    private void pullPositions(int count, double by, double[] adjoint) {
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++) {
          double d = distance(i, j);
          if (d > 0) {
            double byDistance = by * (mu[i] - mu[j]) * (c[i] - c[j]) / (d * d);
            for (int n = 0; n < dimensions; n++) {
              double off = rows[i * (dimensions + 1) + n] - rows[j * (dimensions + 1) + n];
              adjoint[cells[i] * width + n] += byDistance * off / d;
              adjoint[cells[j] * width + n] -= byDistance * off / d;
            }
          }
        }
      }
    }
  }
}
