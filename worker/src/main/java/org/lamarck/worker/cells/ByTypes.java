package org.lamarck.worker.cells;

import java.util.Arrays;
import java.util.List;

/**
 * Σ over types a and b of tᵢₐ tⱼᵦ M_ab.
 *
 * @param settings M, row after row, or one number for all pairs
 */
public record ByTypes(List<Setting> settings) implements PairNumber {
  public ByTypes {
    settings = List.copyOf(settings);
  }

  @Override
  public At at(double[] parameters, Fields fields) {
    double[] matrix = settings.stream().mapToDouble(one -> one.of(parameters)).toArray();
    return matrix.length == 1 ? new Same(matrix[0]) : new OfTypes(matrix, fields);
  }

  private final class Same extends At {
    private final double value;

    Same(double value) {
      this.value = value;
    }

    @Override
    double between(double[] traits, int i, int j) {
      return value;
    }

    @Override
    void between(double[] traits, int[] first, int[] second, int count, double[] numbers) {
      Arrays.fill(numbers, 0, count, value);
    }

    @Override
    void add(Nearby near, double[] slopes, double[] gradient, double[] traits, double[] byTraits) {
      double sum = 0;
      for (int k = 0; k < near.count; k++) {
        sum += slopes[k];
      }
      settings.get(0).add(sum, gradient);
    }

    @Override
    void add(double slope, int i, int j, double[] gradient, double[] traits, double[] byTraits) {
      settings.get(0).add(slope, gradient);
    }
  }

  private final class OfTypes extends At {
    private final double[] matrix;
    private final int types;
    private final int width;

    OfTypes(double[] matrix, Fields fields) {
      this.matrix = matrix;
      types = fields.types();
      width = fields.traits();
    }

    @Override
    double between(double[] traits, int i, int j) {
      double sum = 0;
      for (int a = 0; a < types; a++) {
        for (int b = 0; b < types; b++) {
          sum += traits[i * width + a] * traits[j * width + b] * matrix[a * types + b];
        }
      }
      return sum;
    }

    @Override
    void add(double slope, int i, int j, double[] gradient, double[] traits, double[] byTraits) {
      for (int a = 0; a < types; a++) {
        for (int b = 0; b < types; b++) {
          double one = traits[i * width + a];
          double other = traits[j * width + b];
          settings.get(a * types + b).add(slope * one * other, gradient);
          byTraits[i * width + a] += slope * other * matrix[a * types + b];
          byTraits[j * width + b] += slope * one * matrix[a * types + b];
        }
      }
    }
  }
}
