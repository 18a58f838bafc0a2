package org.lamarck.worker.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.Outcome;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.integrate.Tolerances;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.KernelCompiler;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.sensitivity.AdjointIntegrator;
import org.lamarck.worker.sensitivity.Seeds;
import org.lamarck.worker.sensitivity.TangentIntegrator;
import org.lamarck.worker.sparse.Rows;

/**
 * The sum of all outputs of a model at all output times as a function of its constants and initial
 * states, θ, with its gradient by two ways. Columns with a value that is not finite are left out.
 */
final class SummedOutputs {
  private final CompiledModel compiled;
  private final Tolerances tolerances;
  private final double[] times;
  private final TimeGrid grid;
  private final int constants; // those of the model
  private final int states;
  private final List<String> names;
  private final Kernel initial;
  private final Rows jacobian;
  private final double[] startAt;
  private final double[] theta;
  private final Kernel sum;
  private final Kernel derivatives;
  private final int[] arguments; // state s is s, constant k is n + k
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
    Set<String> ids = new TreeSet<>();
    for (Quantity quantity : model.quantities()) {
      if (quantity instanceof Quantity.Constant) {
        ids.add(quantity.id());
      }
    }
    compiled = CompiledModel.of(model, ids);
    names = new ArrayList<>(ids);
    for (Quantity quantity : model.quantities()) {
      if (quantity.isState() && !(quantity instanceof Quantity.Lag)) {
        names.add(quantity.id()); // what a lag was at the start follows from its source
      }
    }
    InitialValues own = InitialValues.of(model, List.of());
    double[] start = new double[own.constants() + own.states() + own.jacobian().size()];
    own.newKernel().evaluate(times[0], new double[0], new double[0], start);
    constants = own.constants();
    states = own.states();
    theta = new double[names.size()];
    List<String> order = new ArrayList<>(compiled.constants().subList(0, constants));
    order.addAll(compiled.states());
    Arrays.setAll(theta, j -> start[order.indexOf(names.get(j))]);
    InitialValues given = InitialValues.of(model, names);
    initial = given.newKernel();
    jacobian = given.jacobian();
    startAt = new double[constants + states + jacobian.size()];
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
    return names.get(j);
  }

  private void start(double[] at) {
    initial.evaluate(times[0], new double[0], at, startAt);
  }

  private double[] constantsOf(double[] at) {
    start(at);
    double[] p = new double[compiled.constants().size()];
    System.arraycopy(startAt, 0, p, 0, constants);
    return p;
  }

  private double[] statesOf(double[] at) {
    start(at);
    return Arrays.copyOfRange(startAt, constants, constants + states);
  }

  /** The sum of bar · ∂(constants, states)/∂θ. */
  private double[] pulledBack(double[] constantBar, double[] stateBar) {
    double[] value = new double[theta.length];
    for (int row = 0; row < constants + states; row++) {
      double bar = row < constants ? constantBar[row] : stateBar[row - constants];
      for (int e = jacobian.start()[row]; e < jacobian.start()[row + 1]; e++) {
        value[jacobian.column()[e]] += bar * startAt[constants + states + e];
      }
    }
    return value;
  }

  /** The sum; NaN when the simulation fails. */
  double value(double[] at) {
    double[] p = constantsOf(at);
    double[] y = new double[times.length * states];
    Outcome outcome =
        new OdeIntegrator(compiled.newSystem(), tolerances).integrate(grid, statesOf(at), p, y);
    if (outcome instanceof Outcome.Failed) {
      return Double.NaN;
    }
    double total = 0;
    double[] one = new double[1];
    for (int k = 0; k < times.length; k++) {
      sum.evaluate(times[k], Arrays.copyOfRange(y, k * states, (k + 1) * states), p, one);
      total += one[0];
    }
    return total;
  }

  Gradient tangent() {
    double[] p = constantsOf(theta);
    int directions = theta.length;
    double[] y0 = statesOf(theta);
    List<int[]> entries = new ArrayList<>(); // of the constants: row, direction, place
    double[] s0 = new double[states * directions];
    for (int row = 0; row < constants + states; row++) {
      for (int e = jacobian.start()[row]; e < jacobian.start()[row + 1]; e++) {
        if (row < constants) {
          entries.add(new int[] {row, jacobian.column()[e], constants + states + e});
        } else {
          s0[(row - constants) * directions + jacobian.column()[e]] =
              startAt[constants + states + e];
        }
      }
    }
    Seeds seeds =
        new Seeds(
            p.length,
            directions,
            entries.stream().mapToInt(entry -> entry[0]).toArray(),
            entries.stream().mapToInt(entry -> entry[1]).toArray());
    Arrays.setAll(seeds.values(), e -> startAt[entries.get(e)[2]]);
    double[] y = new double[times.length * states];
    double[] s = new double[y.length * directions];
    Outcome outcome =
        new TangentIntegrator(compiled.newSystem(), tolerances)
            .integrate(grid, y0, s0, p, seeds, y, s);
    double[] value = new double[directions];
    double[] size = new double[directions];
    if (outcome instanceof Outcome.Failed failed) {
      return new Gradient(value, size, failed.detail());
    }
    for (int k = 0; k < times.length; k++) {
      derivatives.evaluate(
          times[k], Arrays.copyOfRange(y, k * states, (k + 1) * states), p, partials);
      for (int e = 0; e < arguments.length; e++) {
        if (arguments[e] < states) {
          int row = (k * states + arguments[e]) * directions;
          for (int j = 0; j < directions; j++) {
            value[j] += partials[e] * s[row + j];
            size[j] += Math.abs(partials[e] * s[row + j]);
          }
        } else if (arguments[e] - states < constants) {
          int row = arguments[e] - states;
          for (int q = jacobian.start()[row]; q < jacobian.start()[row + 1]; q++) {
            double part = partials[e] * startAt[constants + states + q];
            value[jacobian.column()[q]] += part;
            size[jacobian.column()[q]] += Math.abs(part);
          }
        }
      }
    }
    return new Gradient(value, size, "");
  }

  Gradient adjoint() {
    double[] p = constantsOf(theta);
    AdjointIntegrator adjoint = new AdjointIntegrator(compiled.newSystem(), tolerances);
    double[] y = new double[times.length * states];
    double[] value = new double[theta.length];
    Outcome outcome = adjoint.forward(grid, statesOf(theta), p, y);
    if (outcome instanceof Outcome.Failed failed) {
      return new Gradient(value, value, failed.detail());
    }
    double[] bars = new double[y.length];
    double[] direct = new double[p.length];
    for (int k = 0; k < times.length; k++) {
      derivatives.evaluate(
          times[k], Arrays.copyOfRange(y, k * states, (k + 1) * states), p, partials);
      for (int e = 0; e < arguments.length; e++) {
        if (arguments[e] < states) {
          bars[k * states + arguments[e]] += partials[e];
        } else {
          direct[arguments[e] - states] += partials[e];
        }
      }
    }
    double[] stateBar = new double[states];
    double[] constantBar = new double[p.length];
    outcome = adjoint.backward(bars, stateBar, constantBar);
    if (outcome instanceof Outcome.Failed failed) {
      return new Gradient(value, value, failed.detail());
    }
    Arrays.setAll(constantBar, k -> constantBar[k] + direct[k]);
    value = pulledBack(constantBar, stateBar);
    return new Gradient(value, value, "");
  }
}
