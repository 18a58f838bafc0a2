package org.lamarck.worker.cells.control;

import java.util.Arrays;
import java.util.EnumSet;
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
 * A network of dense layers in each cell: outputs ← memory · outputs + (1 − memory) · network of
 * the inputs. With {@link Property#GENES} among both it has a state of its own.
 *
 * @param hidden sizes of layers between
 * @param weights layer after layer, of each a row for each of its neurons and then its biases
 * @param within what hidden neurons make of their sums
 * @param last what outputs make of theirs
 */
public record Perceptron(
    List<Property> inputs,
    List<Property> outputs,
    List<Integer> hidden,
    List<Setting> weights,
    Activation within,
    Activation last,
    double memory)
    implements Step {
  public Perceptron {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    hidden = List.copyOf(hidden);
    weights = List.copyOf(weights);
    if (!(memory >= 0 && memory < 1)) {
      throw new IllegalArgumentException("memory (" + memory + ") must be from 0 to below 1");
    }
  }

  /** How many neurons each layer has, the inputs first. */
  public static int[] sizes(
      List<Property> inputs, List<Integer> hidden, List<Property> outputs, Fields fields) {
    int[] sizes = new int[hidden.size() + 2];
    sizes[0] = Columns.of(inputs, fields).length;
    for (int layer = 0; layer < hidden.size(); layer++) {
      sizes[layer + 1] = hidden.get(layer);
    }
    sizes[sizes.length - 1] = Columns.of(outputs, fields).length;
    return sizes;
  }

  @Override
  public Dependence dependence() {
    Set<Property> reads = EnumSet.copyOf(outputs);
    reads.addAll(inputs);
    return Dependence.of(reads, outputs, weights);
  }

  @Override
  public Runner newRunner(Fields fields, int capacity) {
    return new Acting(fields, capacity);
  }

  private final class Acting implements Runner {
    private final int width;
    private final int[] sizes;
    private final int[] from;
    private final int[] to;
    private final int[] cells;
    private final double[] row;
    private final double[][] sums;
    private final double[][] neurons;
    private final double[][] by;

    Acting(Fields fields, int capacity) {
      width = fields.width();
      sizes = sizes(inputs, hidden, outputs, fields);
      from = Columns.of(inputs, fields);
      to = Columns.of(outputs, fields);
      cells = new int[capacity];
      row = new double[width];
      sums = new double[sizes.length][];
      neurons = new double[sizes.length][];
      by = new double[sizes.length][];
      for (int layer = 0; layer < sizes.length; layer++) {
        sums[layer] = new double[sizes[layer]];
        neurons[layer] = new double[sizes[layer]];
        by[layer] = new double[sizes[layer]];
      }
    }

    private Activation activation(int layer) {
      return layer == sizes.length - 1 ? last : within;
    }

    /** Computes all layers from the row. */
    private void compute(double[] parameters) {
      for (int k = 0; k < from.length; k++) {
        neurons[0][k] = row[from[k]];
      }
      int at = 0;
      for (int layer = 1; layer < sizes.length; layer++) {
        for (int j = 0; j < sizes[layer]; j++) {
          double sum = weights.get(at + sizes[layer] * sizes[layer - 1] + j).of(parameters);
          for (int k = 0; k < sizes[layer - 1]; k++) {
            sum +=
                weights.get(at + j * sizes[layer - 1] + k).of(parameters) * neurons[layer - 1][k];
          }
          sums[layer][j] = sum;
          neurons[layer][j] = activation(layer).of(sum);
        }
        at += sizes[layer] * (sizes[layer - 1] + 1);
      }
    }

    @Override
    public void forward(State state, Context context) {
      int count = state.living(cells);
      double[] values = state.values();
      double[] out = neurons[sizes.length - 1];
      for (int i = 0; i < count; i++) {
        System.arraycopy(values, cells[i] * width, row, 0, width);
        context.tape().push(row, 0, width);
        compute(context.parameters());
        for (int j = 0; j < to.length; j++) {
          int at = cells[i] * width + to[j];
          values[at] = memory * values[at] + (1 - memory) * out[j];
        }
      }
    }

    @Override
    public void backward(State state, double[] adjoint, Context context) {
      int count = state.living(cells);
      double[] byOut = by[sizes.length - 1];
      for (int i = count - 1; i >= 0; i--) {
        context.tape().pop(row, 0, width);
        compute(context.parameters());
        for (int j = 0; j < to.length; j++) {
          int at = cells[i] * width + to[j];
          byOut[j] = (1 - memory) * adjoint[at];
          adjoint[at] *= memory;
        }
        pull(context);
        for (int k = 0; k < from.length; k++) {
          adjoint[cells[i] * width + from[k]] += by[0][k];
        }
      }
    }

    private void pull(Context context) {
      double[] parameters = context.parameters();
      double[] gradient = context.gradient();
      int at = weights.size();
      for (int layer = sizes.length - 1; layer > 0; layer--) {
        int before = sizes[layer - 1];
        at -= sizes[layer] * (before + 1);
        Arrays.fill(by[layer - 1], 0);
        for (int j = 0; j < sizes[layer]; j++) {
          double bySum = by[layer][j] * activation(layer).slope(sums[layer][j]);
          weights.get(at + sizes[layer] * before + j).add(bySum, gradient);
          for (int k = 0; k < before; k++) {
            Setting weight = weights.get(at + j * before + k);
            by[layer - 1][k] += bySum * weight.of(parameters);
            weight.add(bySum * neurons[layer - 1][k], gradient);
          }
        }
      }
    }
  }
}
