package org.lamarck.worker.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.KernelCompiler;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.simulation.ModelPlan;
import org.lamarck.worker.simulation.ModelSimulation;
import org.lamarck.worker.simulation.Sensitivities;
import org.lamarck.worker.simulation.Trajectory;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * The sum of all outputs of a model at all output times as a function of its constants and initial
 * states, θ, with its gradient by two ways. Columns with a value that is not finite are left out.
 */
final class SummedOutputs {
  private final Tolerances tolerances;
  private final double[] times;
  private final TimeGrid grid;
  private final ModelPlan plan;
  private final ModelSimulation simulation;
  private final int states;
  private final int constants; // those of the model
  private final double[] theta;
  private final Kernel sum;
  private final Kernel derivatives;
  private final int[] arguments; // state s is s, constant k is n + k
  private final double[] y;
  private final double[] partials;

  /** A gradient, or why there is none. */
  record Gradient(Vector value, Vector size, String failure) {
    Gradient(double[] value, double[] size, String failure) {
      this(Vector.of(value), Vector.of(size), failure);
    }
  }

  SummedOutputs(
      OdeModel model, List<Simulator.Column> columns, double[] times, Tolerances tolerances)
      throws InputException {
    this.tolerances = tolerances;
    this.times = times;
    grid = TimeGrid.of(times[0], times);
    List<String> names = new ArrayList<>(new TreeSet<>(CompiledModel.constants(model)));
    for (Quantity quantity : model.quantities()) {
      if (quantity.isState() && !(quantity instanceof Quantity.Lag)) {
        names.add(quantity.id()); // what a lag was at the start follows from its source
      }
    }
    plan = ModelPlan.of(model, names);
    simulation = plan.newSimulation(tolerances, () -> false);
    InitialValues own = InitialValues.of(model, List.of());
    double[] start = new double[own.constants() + own.states() + own.jacobian().size()];
    own.newKernel().evaluate(times[0], new double[0], new double[0], start);
    constants = own.constants();
    states = own.states();
    theta = new double[names.size()];
    CompiledModel compiled = plan.model();
    List<String> order = new ArrayList<>(CompiledModel.constants(model));
    order.addAll(compiled.states());
    Arrays.setAll(theta, j -> start[order.indexOf(names.get(j))]);
    Expression total = total(model, columns);
    List<Expression> outputs = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Differentiator.gradient(total)
        .forEach(
            (leaf, slope) -> {
              if (leaf.operator() != Operator.TIME) {
                int state = compiled.states().indexOf(leaf.name());
                places.add(state >= 0 ? state : states + compiled.constants().indexOf(leaf.name()));
                outputs.add(slope);
              }
            });
    arguments = places.stream().mapToInt(Integer::intValue).toArray();
    y = new double[states];
    partials = new double[arguments.length];
    sum =
        KernelCompiler.compile(List.of(total), compiled.states(), compiled.constants()).newKernel();
    derivatives =
        KernelCompiler.compile(outputs, compiled.states(), compiled.constants()).newKernel();
  }

  private Expression total(OdeModel model, List<Simulator.Column> columns) throws InputException {
    Simulator simulator = new Simulator(model);
    List<Expression> formulas = new ArrayList<>();
    formulas.add(model.pool().constant(0));
    if (simulator.simulate(times, columns, tolerances, () -> false)
        instanceof Simulator.Result.Table table) {
      Matrix values = table.values();
      for (int j = 0; j < columns.size(); j++) {
        int column = j;
        if (IntStream.range(0, times.length)
            .allMatch(k -> Double.isFinite(values.get(k, column)))) {
          formulas.addAll(simulator.formulas(List.of(columns.get(j))));
        }
      }
    }
    formulas.add(model.pool().constant(0));
    return model.pool().apply(Operator.ADD, formulas);
  }

  /** The model's own θ. */
  double[] theta() {
    return theta.clone();
  }

  /** The quantity whose value, at the start, a coordinate of θ is. */
  String name(int j) {
    return plan.given().get(j);
  }

  /** The sum; NaN when the simulation fails. */
  double value(double[] at) {
    if (!(simulation.simulate(Vector.of(at), grid)
        instanceof ModelSimulation.Result.Completed completed)) {
      return Double.NaN;
    }
    double total = 0;
    double[] one = new double[1];
    double[] p = constants(completed.trajectory());
    for (int k = 0; k < times.length; k++) {
      completed.trajectory().copyState(k, y);
      sum.evaluate(times[k], y, p, one);
      total += one[0];
    }
    return total;
  }

  /** With places for modes, on which no output depends. */
  private double[] constants(Trajectory trajectory) {
    return Arrays.copyOf(trajectory.constants().toArray(), plan.model().constants().size());
  }

  Gradient tangent() {
    int directions = theta.length;
    double[] value = new double[directions];
    double[] size = new double[directions];
    ModelSimulation.Result result = simulation.differentiate(Vector.of(theta), grid);
    if (!(result instanceof ModelSimulation.Result.Completed completed)) {
      return new Gradient(value, size, detail(result));
    }
    double[] p = constants(completed.trajectory());
    Sensitivities s = completed.sensitivities();
    for (int k = 0; k < times.length; k++) {
      completed.trajectory().copyState(k, y);
      derivatives.evaluate(times[k], y, p, partials);
      for (int e = 0; e < arguments.length; e++) {
        for (int j = 0; j < directions && arguments[e] - states < constants; j++) {
          double slope =
              arguments[e] < states
                  ? s.by(k, arguments[e], j)
                  : s.constants().get(arguments[e] - states, j);
          value[j] += partials[e] * slope;
          size[j] += Math.abs(partials[e] * slope);
        }
      }
    }
    return new Gradient(value, size, "");
  }

  private static String detail(ModelSimulation.Result result) {
    return ((ModelSimulation.Result.Failed) result).outcome().detail();
  }

  Gradient adjoint() {
    double[] none = new double[theta.length];
    ModelSimulation.Result result = simulation.record(Vector.of(theta), grid);
    if (!(result instanceof ModelSimulation.Result.Completed completed)) {
      return new Gradient(none, none, detail(result));
    }
    double[] p = constants(completed.trajectory());
    double[] bars = new double[times.length * states];
    double[] direct = new double[p.length];
    for (int k = 0; k < times.length; k++) {
      completed.trajectory().copyState(k, y);
      derivatives.evaluate(times[k], y, p, partials);
      for (int e = 0; e < arguments.length; e++) {
        if (arguments[e] < states) {
          bars[k * states + arguments[e]] += partials[e];
        } else {
          direct[arguments[e] - states] += partials[e];
        }
      }
    }
    ModelSimulation.Gradient gradient =
        simulation.pullBack(Matrix.of(times.length, states, bars), Vector.of(direct));
    return gradient instanceof ModelSimulation.Gradient.Completed all
        ? new Gradient(all.byGiven(), all.byGiven(), "")
        : new Gradient(none, none, ((ModelSimulation.Gradient.Failed) gradient).outcome().detail());
  }
}
