package org.lamarck.worker.objective.segment;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.Reassignment;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/**
 * The segments of a problem's experiments, before the formulas of their conditions are compiled.
 * Each period is a segment; one more follows where a steady state is measured after it. Experiments
 * share the segments that they begin with, as long as these are the same: a preequilibration,
 * periods, or all of it where they differ in how they are measured alone.
 */
final class SegmentPlanner {
  private final EstimationProblem problem;
  private final OdeModel model;
  private final ParameterFormulas.Builder builder;
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Map<String, Quantity> quantities = new HashMap<>();
  private final NeededNames needed;
  private final List<Sketch> sketches = new ArrayList<>();
  private final Map<Start, List<Integer>> starts = new HashMap<>(); // places of sketches
  private final Map<String, Expression> parameterValues = new LinkedHashMap<>(); // of the model
  private final Map<Changes, InitialValues> initialValues = new HashMap<>();
  private final Map<Map<String, Expression>, Reassignment> reassignments = new HashMap<>();

  /**
   * How a segment begins.
   *
   * @param parent the position of the segment before it; −1 for none
   * @param initial for the first segment of an experiment
   * @param reassignment for others
   * @param slot of each given quantity and input; callers must not write to it
   */
  private record Start(
      int parent,
      @Nullable InitialValues initial,
      @Nullable Reassignment reassignment,
      IntBuffer slot) {}

  /** A segment without its formulas. */
  private record Sketch(Start start, SegmentPlan.Span span) {
    Sketch join(SegmentPlan.Span other) {
      return new Sketch(start, span.join(other));
    }
  }

  /**
   * Which values conditions give beside those of parameters, and which formulas instead of them.
   */
  private record Changes(List<String> given, Map<String, Expression> redefined) {}

  /**
   * Sketches the segments of all experiments that are measured.
   *
   * @param builder gets the formulas that segments need
   * @throws InputException when an experiment is not supported, or a value is left open
   */
  SegmentPlanner(EstimationProblem problem, ParameterFormulas.Builder builder)
      throws InputException {
    this.problem = problem;
    this.model = problem.model();
    this.builder = builder;
    this.needed = new NeededNames(problem);
    problem.parameters().forEach(parameter -> parameters.add(parameter.id()));
    model.quantities().forEach(quantity -> quantities.put(quantity.id(), quantity));
    for (String id : parameters) {
      if (quantities.containsKey(id)) {
        parameterValues.put(id, model.pool().symbol(id));
      }
    }
    int[][] measured = measured();
    for (int e = 0; e < measured.length; e++) {
      if (measured[e].length > 0) {
        sketch(problem.experiments().get(e), measured[e]);
      }
    }
  }

  /** The measurements of each experiment, in their order. */
  private int[][] measured() {
    int[] experiment = problem.measurements().stream().mapToInt(Measurement::experiment).toArray();
    int[] count = new int[problem.experiments().size()];
    Arrays.stream(experiment).forEach(e -> count[e]++);
    int[][] measured = Arrays.stream(count).mapToObj(int[]::new).toArray(int[][]::new);
    for (int m = experiment.length - 1; m >= 0; m--) {
      measured[experiment[m]][--count[experiment[m]]] = m;
    }
    return measured;
  }

  private void sketch(Experiment experiment, int[] measured) throws InputException {
    List<Period> periods = experiment.periods();
    requireMeasurable(experiment, measured);
    int parent = -1;
    for (int k = 0; k < periods.size(); k++) {
      double start = periods.get(k).start();
      double next = k + 1 < periods.size() ? periods.get(k + 1).start() : Double.NaN;
      if (Double.isNaN(next) || lastTime(measured) >= next) {
        int[] within =
            Arrays.stream(measured)
                .filter(m -> time(m) >= start && !(time(m) >= next) && start > -1e308)
                .toArray();
        parent = period(experiment, k, next, within, parent);
      } else {
        period(experiment, k, Double.NaN, measuredFrom(measured, start), parent);
        return;
      }
    }
  }

  /** Every measurement needs a period that has begun, and one that is no preequilibration. */
  private void requireMeasurable(Experiment experiment, int[] measured) throws InputException {
    double first = Double.NaN;
    for (Period period : experiment.periods()) {
      if (Double.isNaN(first) && period.start() > Double.NEGATIVE_INFINITY) {
        first = period.start();
      }
    }
    for (int m : measured) {
      if (!(time(m) >= first)) {
        throw refused(
            "experiment " + experiment.id() + " is measured at " + time(m) + " before it begins",
            "give it a period that begins at that time or earlier, after any at -inf");
      }
    }
  }

  private int[] measuredFrom(int[] measured, double start) {
    return Arrays.stream(measured).filter(m -> time(m) >= start).toArray();
  }

  private double time(int measurement) {
    return problem.measurements().get(measurement).time();
  }

  private double lastTime(int[] measured) {
    return Arrays.stream(measured).mapToDouble(this::time).max().orElse(0);
  }

  /**
   * Adds the segments of a period.
   *
   * @param next the start of the next one; NaN for none
   * @return the position of the last segment
   */
  private int period(Experiment experiment, int k, double next, int[] measured, int parent)
      throws InputException {
    Period period = experiment.periods().get(k);
    if (period.start() == Double.NEGATIVE_INFINITY) {
      return preequilibration(experiment, period, parent);
    }
    int[] finite = Arrays.stream(measured).filter(m -> !Double.isInfinite(time(m))).toArray();
    int[] steady = Arrays.stream(measured).filter(m -> Double.isInfinite(time(m))).toArray();
    TreeSet<Double> times = new TreeSet<>();
    Arrays.stream(finite).mapToDouble(this::time).forEach(times::add);
    boolean goesOn = !Double.isNaN(next);
    if (goesOn) {
      times.add(next);
    }
    int last = parent;
    List<Assignment> assignments = period.assignments();
    double start = period.start();
    if (!times.isEmpty()) {
      List<Double> outputs = List.copyOf(times);
      List<Integer> index =
          Arrays.stream(finite).mapToObj(m -> Collections.binarySearch(outputs, time(m))).toList();
      last =
          add(
              new SegmentPlan.Span(
                  experiment.id(), start, false, outputs, goesOn, list(finite), index),
              assignments,
              parent);
      start = times.last();
      assignments = List.of();
    }
    if (steady.length > 0) {
      last =
          add(
              new SegmentPlan.Span(
                  experiment.id(),
                  start,
                  true,
                  List.of(start),
                  false,
                  list(steady),
                  Collections.nCopies(steady.length, 0)),
              assignments,
              last);
    }
    return last;
  }

  private static List<Integer> list(int[] array) {
    return Arrays.stream(array).boxed().toList();
  }

  /** The segment of a preequilibration. */
  private int preequilibration(Experiment experiment, Period period, int parent)
      throws InputException {
    if (parent >= 0) {
      throw refused(
          "experiment " + experiment.id() + " has a second period at time -inf", "remove it");
    }
    String id = period.id().isEmpty() ? experiment.id() : period.id();
    return add(
        new SegmentPlan.Span(id, 0, true, List.of(0.0), false, List.of(), List.of()),
        period.assignments(),
        -1);
  }

  /** Adds a segment, to one that begins in the same way if one integration serves both. */
  private int add(SegmentPlan.Span span, List<Assignment> assignments, int parent)
      throws InputException {
    Start start = parent < 0 ? first(span, assignments) : later(span, assignments, parent);
    List<Integer> alike = starts.computeIfAbsent(start, unknown -> new ArrayList<>());
    for (int k : alike) {
      if (sketches.get(k).span().joins(span)) {
        sketches.set(k, sketches.get(k).join(span));
        return k;
      }
    }
    alike.add(sketches.size());
    sketches.add(new Sketch(start, span));
    return sketches.size() - 1;
  }

  private Start first(SegmentPlan.Span span, List<Assignment> assignments) throws InputException {
    Map<String, Expression> given = new LinkedHashMap<>(parameterValues);
    Map<String, Expression> redefined = new LinkedHashMap<>();
    Reassignment.resolveAtStart(model, assignments)
        .forEach(
            (target, value) -> {
              boolean isPlain = isOfParameters(value);
              (isPlain ? given : redefined).put(target, value);
              (isPlain ? redefined : given).remove(target);
            });
    List<String> inputs = inputs(redefined);
    Changes changes =
        new Changes(
            given.keySet().stream().filter(id -> !parameterValues.containsKey(id)).toList(),
            redefined);
    InitialValues initial =
        initialValues.computeIfAbsent(
            changes,
            unknown -> InitialValues.of(model, List.copyOf(given.keySet()), redefined, inputs));
    List<String> open = needed.of(initial.open(), span.measurements());
    if (!open.isEmpty()) {
      throw refused(
          "the model leaves the values of " + open + " open",
          "give them in the model, the parameter table or the condition table");
    }
    List<Expression> slots = new ArrayList<>(given.values());
    inputs.forEach(input -> slots.add(model.pool().symbol(input)));
    return new Start(-1, initial, null, slots(slots));
  }

  /** Whether it needs to know the past. */
  private static boolean remembers(Quantity quantity) {
    return quantity.match(
        constant -> false, state -> false, assigned -> false, algebraic -> false, lag -> true);
  }

  private Start later(SegmentPlan.Span span, List<Assignment> assignments, int parent)
      throws InputException {
    if (quantities.values().stream().anyMatch(SegmentPlanner::remembers)) {
      throw refused(
          "experiment " + span.id() + " changes conditions of a model with delays",
          "give each period of such a model an experiment of its own");
    }
    Map<String, Expression> assigned = Reassignment.resolve(model, assignments);
    Map<String, Expression> values = new HashMap<>();
    assigned.replaceAll(
        (target, value) -> isOfInputs(value) ? input(target, value, values) : value);
    List<String> inputs = inputs(assigned);
    Reassignment reassignment =
        reassignments.computeIfAbsent(
            assigned, unknown -> Reassignment.of(model, assigned, inputs));
    List<Expression> slots =
        inputs.stream().map(id -> values.getOrDefault(id, model.pool().symbol(id))).toList();
    return new Start(parent, null, reassignment, slots(slots));
  }

  private IntBuffer slots(List<Expression> formulas) {
    int[] slots = new int[formulas.size()];
    Arrays.setAll(slots, i -> builder.slot(formulas.get(i)));
    return IntBuffer.wrap(slots);
  }

  /** Whether a formula is one of parameters alone. */
  private boolean isOfParameters(Expression formula) {
    return Subgraph.leaves(formula).stream()
        .allMatch(
            leaf -> leaf.isConstant() || (leaf.isSymbol() && parameters.contains(leaf.name())));
  }

  /** Whether a formula is a number, or has no number, quantity of the model or time. */
  private boolean isOfInputs(Expression formula) {
    return formula.isConstant()
        || Subgraph.leaves(formula).stream()
            .allMatch(leaf -> leaf.isSymbol() && !quantities.containsKey(leaf.name()));
  }

  /** An input with this value: changes of the same quantities to other values are then the same. */
  private Expression input(String target, Expression value, Map<String, Expression> values) {
    String name = "new " + target;
    values.put(name, value);
    return model.pool().symbol(name);
  }

  /** The parameters in formulas that are no quantities of the model. */
  private List<String> inputs(Map<String, Expression> formulas) {
    Set<String> names = new LinkedHashSet<>();
    for (Expression formula : formulas.values()) {
      for (Expression leaf : Subgraph.leaves(formula)) {
        if (leaf.isSymbol() && !quantities.containsKey(leaf.name())) {
          names.add(leaf.name());
        }
      }
    }
    return List.copyOf(names);
  }

  private InputException refused(String what, String remedy) {
    return new InputException(Finding.error(problem.id(), 0, 0, what, remedy));
  }

  /** The segments, each behind the one it goes on from. */
  List<SegmentPlan> build(ParameterFormulas formulas) {
    Map<String, Integer> constants = new LinkedHashMap<>();
    int states = 0;
    for (Quantity quantity : model.quantities()) {
      if (quantity.isConstant()) {
        constants.put(quantity.id(), constants.size());
      } else if (quantity.isState()) {
        states++;
      }
    }
    Set<Integer> moving = new TreeSet<>();
    DynamicParameters.of(model).forEach(id -> moving.add(constants.getOrDefault(id, -1)));
    List<SegmentPlan> plans = new ArrayList<>();
    for (Sketch sketch : sketches) {
      double start = sketch.span().start();
      int before = sketch.start().parent();
      SegmentPlan parent = before < 0 ? null : plans.get(before);
      InitialValues initial = sketch.start().initial();
      Reassignment reassignment = sketch.start().reassignment();
      int[] slots = sketch.start().slot().array();
      InitialConditions conditions;
      if (initial != null) {
        conditions = new ModelStart(start, initial, slots, formulas);
      } else if (reassignment != null && parent != null) {
        conditions = new Continuation(start, reassignment, slots, formulas, parent);
      } else {
        throw new IllegalStateException("a segment has no initial conditions");
      }
      plans.add(
          new SegmentPlan(sketch.span(), parent, conditions, moving, states, constants.size()));
    }
    return plans;
  }
}
