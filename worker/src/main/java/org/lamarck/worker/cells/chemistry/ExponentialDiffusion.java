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
 * Chemicals as sums of steady profiles of point sources that do not know of each other: cᵢ = Σⱼ
 * sⱼ/(2 √(K D)) e^(−dᵢⱼ √(K/D)), the own source included.
 *
 * @param coefficient D
 * @param degradation K
 */
public record ExponentialDiffusion(Setting coefficient, Setting degradation) implements Step {

  @Override
  public Dependence dependence() {
    return Dependence.of(
        Set.of(Property.SECRETION, Property.POSITION),
        Set.of(Property.CHEMICAL),
        List.of(coefficient, degradation));
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Sum(fields, capacity);
  }

  private final class Sum implements Runner {
    private final int dimensions;
    private final int chemicals;
    private final int width;
    private final int chemical;
    private final int secretion;
    private final int[] cells;
    private final double[] rows;
    private final double[] sums;

    Sum(Fields fields, int capacity) {
      dimensions = fields.dimensions();
      chemicals = fields.chemicals();
      width = fields.width();
      chemical = Property.CHEMICAL.first(fields);
      secretion = Property.SECRETION.first(fields);
      cells = new int[capacity];
      rows = new double[capacity * width];
      sums = new double[capacity * chemicals];
    }

    private double distance(double[] values, int i, int j) {
      double square = 0;
      for (int n = 0; n < dimensions; n++) {
        double off = values[i + n] - values[j + n];
        square += off * off;
      }
      return Math.sqrt(square);
    }

    @Override
    public void forward(State state, Context context) {
      int count = state.living(cells);
      double[] values = state.values();
      context.tape().pushRows(state, cells, count);
      double d = coefficient.of(context.parameters());
      double k = degradation.of(context.parameters());
      double height = 1 / (2 * Math.sqrt(k * d));
      double steepness = Math.sqrt(k / d);
      Arrays.fill(sums, 0, count * chemicals, 0);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          double profile =
              height * Math.exp(-steepness * distance(values, cells[i] * width, cells[j] * width));
          for (int c = 0; c < chemicals; c++) {
            sums[i * chemicals + c] += profile * values[cells[j] * width + secretion + c];
            if (j < i) {
              sums[j * chemicals + c] += profile * values[cells[i] * width + secretion + c];
            }
          }
        }
      }
      for (int i = 0; i < count; i++) {
        System.arraycopy(sums, i * chemicals, values, cells[i] * width + chemical, chemicals);
      }
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int count = state.living(cells);
      context.tape().popRows(rows, width, count);
      double d = coefficient.of(context.parameters());
      double k = degradation.of(context.parameters());
      double height = 1 / (2 * Math.sqrt(k * d));
      double steepness = Math.sqrt(k / d);
      for (int i = 0; i < count; i++) {
        int at = cells[i] * width + chemical;
        System.arraycopy(adjoint, at, sums, i * chemicals, chemicals);
        Arrays.fill(adjoint, at, at + chemicals, 0);
      }
      double byHeight = 0; // relative
      double bySteepness = 0;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          double far = distance(rows, i * width, j * width);
          double profile = height * Math.exp(-steepness * far);
          double byProfile = pullSources(i, j, profile, adjoint);
          byHeight += byProfile * profile;
          bySteepness -= byProfile * profile * far;
          if (far > 0) {
            double pull = -byProfile * profile * steepness / far;
            for (int n = 0; n < dimensions; n++) {
              double off = pull * (rows[i * width + n] - rows[j * width + n]);
              adjoint[cells[i] * width + n] += off;
              adjoint[cells[j] * width + n] -= off;
            }
          }
        }
      }
      coefficient.add(-byHeight / (2 * d) - bySteepness * steepness / (2 * d), context.gradient());
      degradation.add(-byHeight / (2 * k) + bySteepness * steepness / (2 * k), context.gradient());
    }

    /** Derivatives by the secretion of two cells are added; that by their profile is told. */
    private double pullSources(int i, int j, double profile, double[] adjoint) {
      double byProfile = 0;
      for (int c = 0; c < chemicals; c++) {
        int one = cells[i] * width + secretion + c;
        int other = cells[j] * width + secretion + c;
        adjoint[other] += profile * sums[i * chemicals + c];
        byProfile += sums[i * chemicals + c] * rows[j * width + secretion + c];
        if (j < i) {
          adjoint[one] += profile * sums[j * chemicals + c];
          byProfile += sums[j * chemicals + c] * rows[i * width + secretion + c];
        }
      }
      return byProfile;
    }
  }
}
