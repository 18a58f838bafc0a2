package org.lamarck.worker.equations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.DenseFunction;
import org.lamarck.worker.problem.OdeModelBuilder;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Scale;

/**
 * A network of dense layers as formulas and as {@link LayerProgram}: hidden layers of tanh, a
 * linear last one. The weight from i to j of layer l is the parameter {@code NAME_wl_i_j}, the bias
 * {@code NAME_bl_j}, all from 1 on; starts are normal with the standard deviation 1/√(inputs of the
 * layer), those of biases a tenth of it.
 */
final class SmallNetwork {
  /** Weights are searched between −bound and bound. */
  private static final double BOUND = 30;

  private final String name;
  private final OdeModelBuilder model;
  private final Map<String, ParameterRow> parameters;
  private final Place place;

  SmallNetwork(
      String name, OdeModelBuilder model, Map<String, ParameterRow> parameters, Place place) {
    this.name = name;
    this.model = model;
    this.parameters = parameters;
    this.place = place;
  }

  /** How many weights and biases there are. */
  static long size(int inputs, List<Integer> widths) {
    long size = 0;
    long before = inputs;
    for (int width : widths) {
      size += (before + 1) * width;
      before = width;
    }
    return size;
  }

  /**
   * The outputs, as quantities {@code NAME_1}, {@code NAME_2}, ….
   *
   * @param widths of the hidden layers and the last
   */
  void add(List<Expression> inputs, List<Integer> widths) {
    List<Expression> before = inputs;
    List<Expression> arguments = new ArrayList<>(inputs);
    for (int layer = 1; layer <= widths.size(); layer++) {
      double spread = 1 / Math.sqrt(before.size());
      List<Expression> next = new ArrayList<>();
      List<Expression> biases = new ArrayList<>();
      for (int j = 1; j <= widths.get(layer - 1); j++) {
        Expression sum = weight("%s_b%d_%d".formatted(name, layer, j), spread / 10);
        biases.add(sum);
        for (int i = 1; i <= before.size(); i++) {
          String id = "%s_w%d_%d_%d".formatted(name, layer, i, j);
          Expression weight = weight(id, spread);
          arguments.add(weight);
          sum = sum.plus(weight.times(before.get(i - 1)));
        }
        next.add(layer < widths.size() ? model.pool().apply(Operator.TANH, sum) : sum);
      }
      arguments.addAll(biases);
      before = next;
    }
    List<String> outputs = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int j = 1; j <= before.size(); j++) {
      outputs.add(name + "_" + j);
      places.add(j - 1);
      model.assigned(name + "_" + j, before.get(j - 1));
    }
    LayerProgram program = new LayerProgram(inputs.size(), widths);
    model.computed(new DenseFunction(outputs, places, arguments, program));
  }

  private Expression weight(String id, double spread) {
    Prior starts =
        new Prior(
            Prior.Family.PARAMETER_SCALE_NORMAL, 0, spread, Prior.Limits.clipping(-BOUND, BOUND));
    Parameter parameter =
        new Parameter(id, Scale.LIN, -BOUND, BOUND, 0, true, null, starts, Parameter.Inner.NONE);
    parameters.put(id, new ParameterRow(parameter, place));
    return model.constant(id, 0);
  }
}
