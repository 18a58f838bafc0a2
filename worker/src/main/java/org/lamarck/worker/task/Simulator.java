package org.lamarck.worker.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;
import org.lamarck.worker.simulation.ModelPlan;
import org.lamarck.worker.simulation.ModelSimulation;
import org.lamarck.worker.simulation.Trajectory;
import org.lamarck.worker.tolerance.Tolerances;

/** Runs a model as its file says, without a problem. Serves one thread. */
public final class Simulator {
  /** For models of any units (docs/decisions/0011). */
  public static final Tolerances TOLERANCES = Tolerances.exact();

  private final OdeModel model;
  private final ModelPlan plan;

  /** What is given of the model's quantities: for a concentration of its own amount, that. */
  private final List<String> targets;

  /** What the columns of species mean. */
  public enum SpeciesColumns {
    /** The meaning of the id in the model. */
    AS_IN_MODEL,
    /** Amounts. */
    AMOUNTS,
    /** Concentrations. */
    CONCENTRATIONS
  }

  /**
   * A column of the table.
   *
   * @param id a quantity's
   * @param meaning what its values mean when it is a species
   */
  public record Column(String id, SpeciesColumns meaning) {}

  /** What came of a simulation. A value that the model leaves open is NaN in the table. */
  public sealed interface Result {
    /**
     * The columns' values.
     *
     * @param values times × columns
     * @param steps accepted steps
     * @param whole the index of a column of whole numbers; -1 when there is none
     */
    record Table(List<String> columns, List<Double> times, Matrix values, long steps, int whole)
        implements Result {
      /** No column is known to have whole numbers. */
      public Table(List<String> columns, List<Double> times, Matrix values, long steps) {
        this(columns, times, values, steps, -1);
      }
    }

    /** It could not be finished. */
    record Failed(Outcome.Failed outcome) implements Result {}
  }

  /**
   * Compiles a model.
   *
   * @throws InputException when the model leaves a value open that its trajectory depends on
   */
  public Simulator(OdeModel model) throws InputException {
    this(model, List.of());
  }

  /**
   * Compiles a model of which some values at the start are given with each simulation.
   *
   * @param given ids of parameters, compartments and species, in the meaning of the model
   * @throws InputException when the model has no such id, gives one by a formula at all times, or
   *     leaves a value open that its trajectory depends on
   */
  public Simulator(OdeModel model, List<String> given) throws InputException {
    this.model = model;
    targets = targets(model, given);
    plan = ModelPlan.of(model, targets);
    List<String> open = OpenValues.needed(model, plan.initialValues().open());
    if (!open.isEmpty()) {
      throw new InputException(
          Finding.error(
              model.id(),
              0,
              0,
              "the model leaves the values of " + some(open) + " open",
              "give each an initial value"));
    }
  }

  private static List<String> targets(OdeModel model, List<String> given) throws InputException {
    List<String> targets = new ArrayList<>();
    List<Finding> wrong = new ArrayList<>();
    for (String id : given) {
      Optional<Quantity> own = model.quantity(id);
      String amount = SpeciesMeaning.amountId(id);
      if (own.isEmpty()) {
        wrong.add(wrong(model, "the model has no " + id, "name one of its ids"));
      } else if (!own.get().isAssigned()) {
        targets.add(id);
      } else if (model.quantity(amount).isPresent()) {
        targets.add(amount);
      } else {
        wrong.add(wrong(model, id + " follows a formula at all times", "set what it is made of"));
      }
    }
    if (!wrong.isEmpty()) {
      throw new InputException(wrong);
    }
    return targets;
  }

  private static Finding wrong(OdeModel model, String what, String remedy) {
    return Finding.error(model.id(), 0, 0, what, remedy);
  }

  /** The values of the targets: concentrations that are computed become their amounts. */
  private Vector targetValues(double[] values, double time) {
    double[] result = values.clone();
    double[] start =
        new double
            [plan.initialValues().constants()
                + plan.initialValues().states()
                + plan.initialValues().jacobian().size()];
    plan.initialValues().newKernel().evaluate(time, new double[0], values, start);
    int constants = plan.initialValues().constants();
    double[] p = Arrays.copyOf(start, plan.model().constants().size());
    double[] y = Arrays.copyOfRange(start, constants, constants + plan.initialValues().states());
    for (int i = 0; i < result.length; i++) {
      String species = SpeciesMeaning.speciesOf(targets.get(i));
      if (!species.equals(targets.get(i))) {
        Expression volume = plan.model().inline(model.pool().symbol(compartment(species)));
        double[] size = new double[1];
        plan.model().kernel(List.of(volume), List.of()).newKernel().evaluate(time, y, p, size);
        result[i] *= size[0];
      }
    }
    return Vector.of(result);
  }

  private String compartment(String species) {
    return model.species().stream()
        .filter(one -> one.species().equals(species))
        .map(SpeciesMeaning::compartment)
        .findFirst()
        .orElseThrow();
  }

  /** The first few. */
  private static String some(List<String> ids) {
    int shown = Math.min(ids.size(), 5);
    String first = String.join(", ", ids.subList(0, shown));
    return shown < ids.size() ? first + " and " + (ids.size() - shown) + " more" : first;
  }

  /**
   * Simulates.
   *
   * @param times ascending; the first one is the time of the initial values
   * @param columns ids of quantities; {@link OdeModel#outputs} by default
   * @throws IllegalArgumentException when the model has no quantity of that id
   */
  public Result simulate(
      double[] times, List<String> columns, SpeciesColumns meaning, Tolerances tolerances) {
    List<Column> all = columns.stream().map(id -> new Column(id, meaning)).toList();
    return simulate(times, all, tolerances, () -> false);
  }

  /**
   * Simulates, each column with a meaning of its own.
   *
   * @param times ascending; the first one is the time of the initial values
   * @param cancelled asked before each step; when true, the simulation fails
   * @throws IllegalArgumentException when the model has no quantity of a column's id
   */
  public Result simulate(
      double[] times, List<Column> columns, Tolerances tolerances, BooleanSupplier cancelled) {
    return simulate(new double[0], times, columns, tolerances, cancelled);
  }

  /**
   * Simulates from given values.
   *
   * @param given the values of the ids that are given, in their order
   * @param times ascending; the first one is the time of the initial values
   * @param cancelled asked before each step; when true, the simulation fails
   * @throws IllegalArgumentException when there are more or fewer values than ids, or the model has
   *     no quantity of a column's id
   */
  public Result simulate(
      double[] given,
      double[] times,
      List<Column> columns,
      Tolerances tolerances,
      BooleanSupplier cancelled) {
    if (given.length != targets.size()) {
      throw new IllegalArgumentException(
          "%d values are given for %d ids".formatted(given.length, targets.size()));
    }
    List<Expression> formulas = formulas(columns);
    ModelSimulation simulation = plan.newSimulation(tolerances, cancelled);
    ModelSimulation.Result result =
        simulation.simulate(targetValues(given, times[0]), TimeGrid.of(times[0], times));
    if (!(result instanceof ModelSimulation.Result.Completed completed)) {
      return new Result.Failed(((ModelSimulation.Result.Failed) result).outcome());
    }
    Trajectory trajectory = completed.trajectory();
    double[] y = new double[trajectory.states().size()];
    double[] p = Arrays.copyOf(trajectory.constants().toArray(), plan.model().constants().size());
    Kernel kernel = plan.model().kernel(formulas, List.of()).newKernel();
    double[] values = new double[times.length * columns.size()];
    double[] row = new double[columns.size()];
    List<Double> timeColumn = new ArrayList<>();
    for (int k = 0; k < times.length; k++) {
      trajectory.copyState(k, y);
      kernel.evaluate(times[k], y, p, row);
      if (!Arrays.stream(row).allMatch(Double::isFinite)) {
        // as in the steps: what rounding has left below 0 is 0 where a real power of it is needed
        for (int s = 0; s < y.length; s++) {
          y[s] = y[s] < 0 && y[s] >= -simulation.negligible(s) ? 0 : y[s];
        }
        kernel.evaluate(times[k], y, p, row);
      }
      System.arraycopy(row, 0, values, k * row.length, row.length);
      timeColumn.add(times[k]);
    }
    return new Result.Table(
        columns.stream().map(Column::id).toList(),
        timeColumn,
        Matrix.of(times.length, row.length, values),
        trajectory.steps());
  }

  /** The columns over states, constants and time. */
  List<Expression> formulas(List<Column> columns) {
    List<Expression> formulas = new ArrayList<>();
    Map<String, SpeciesMeaning> species = new HashMap<>();
    model.species().forEach(one -> species.put(one.species(), one));
    for (Column column : columns) {
      if (model.quantity(column.id()).isEmpty()) {
        throw new IllegalArgumentException(
            "the model has no " + column.id() + "; it has " + model.outputs());
      }
      formulas.add(plan.model().inline(formula(column.id(), species, column.meaning())));
    }
    return formulas;
  }

  private Expression formula(
      String column, Map<String, SpeciesMeaning> species, SpeciesColumns meaning) {
    ExpressionPool pool = model.pool();
    Expression value = pool.symbol(column);
    SpeciesMeaning one = species.get(column);
    if (one == null || meaning == SpeciesColumns.AS_IN_MODEL) {
      return value;
    }
    Expression volume = pool.symbol(one.compartment());
    if (meaning == SpeciesColumns.AMOUNTS) {
      return one.amount() ? value : pool.multiply(value, volume);
    }
    return one.amount() ? pool.divide(value, volume) : value;
  }
}
