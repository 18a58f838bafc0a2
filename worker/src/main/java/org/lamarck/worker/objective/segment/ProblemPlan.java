package org.lamarck.worker.objective.segment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.lanes.LanePlan;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.ModelCache;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;

/**
 * A problem of one model compiled: everything that does not depend on the point. Immutable; safe
 * for use by several threads.
 */
public final class ProblemPlan {
  private final EstimationProblem problem;
  private final ParameterMap parameters;
  private final ParameterFormulas formulas;
  private final SegmentPlanner planner;
  private final List<SegmentPlan> segments;
  private final CompiledModel model;
  private final List<Observable> observables;
  private final List<ObservableFormulas> observableFormulas;
  private final List<MeasurementPlan> measurements;
  private final SharedLanes lanes;

  public ProblemPlan(EstimationProblem problem) throws InputException {
    this.problem = problem;
    parameters = new ParameterMap(problem);
    ParameterFormulas.Builder builder = new ParameterFormulas.Builder(parameters);
    planner = new SegmentPlanner(problem, builder);
    for (Measurement measurement : problem.measurements()) {
      measurement.observableParameters().forEach(builder::slot);
      measurement.noiseParameters().forEach(builder::slot);
    }
    Map<String, Integer> parameterSlots = new HashMap<>();
    for (Parameter parameter : problem.parameters()) {
      parameterSlots.put(
          parameter.id(), builder.slot(problem.model().pool().symbol(parameter.id())));
    }
    formulas = builder.build();
    segments = planner.build(formulas);
    Set<String> varying = varying();
    model = ModelCache.compiled(problem.model(), varying);
    observables = problem.observables().stream().map(problem.loss()::compared).toList();
    observableFormulas =
        observables.stream()
            .map(observable -> new ObservableFormulas(observable, model, varying))
            .toList();
    measurements = measurements(parameterSlots, builder);
    lanes = new SharedLanes(model, segments.size());
  }

  private ProblemPlan(ProblemPlan wide, EstimationProblem problem) {
    this.problem = problem;
    parameters = new ParameterMap(problem);
    formulas = wide.formulas.restricted(parameters);
    planner = wide.planner;
    segments = planner.build(formulas);
    model = wide.model;
    observables = wide.observables;
    observableFormulas = wide.observableFormulas;
    measurements = wide.measurements;
    lanes = wide.lanes; // there are as many segments
  }

  /**
   * The plan of the same problem where some of the estimated parameters are fixed: what was
   * compiled is shared, derivatives by what is fixed are not computed.
   *
   * @param others the same parameters in the same order, of which none is estimated that was not
   * @throws IllegalArgumentException when they are not
   */
  public ProblemPlan restricted(List<Parameter> others) {
    return new ProblemPlan(this, problem.withParameters(others));
  }

  /** The constants that depend on an estimated parameter, in any segment. */
  private Set<String> varying() {
    List<String> constants =
        problem.model().quantities().stream()
            .filter(Quantity::isConstant)
            .map(Quantity::id)
            .toList();
    Set<String> varying = new LinkedHashSet<>();
    for (SegmentPlan segment : segments) {
      ConstantPattern pattern = segment.pattern();
      for (int e = 0; e < pattern.size(); e++) {
        varying.add(constants.get(pattern.constant(e)));
      }
    }
    return varying;
  }

  private List<MeasurementPlan> measurements(
      Map<String, Integer> parameterSlots, ParameterFormulas.Builder builder) {
    List<MeasurementPlan> plans = new ArrayList<>();
    for (Measurement measurement : problem.measurements()) {
      Observable observable = observables.get(measurement.observable());
      ObservableFormulas compiled = observableFormulas.get(measurement.observable());
      List<String> extras = compiled.extras();
      int[] slots = new int[extras.size()];
      String[] names = new String[slots.length];
      for (int i = 0; i < slots.length; i++) {
        slots[i] = slot(extras.get(i), observable, measurement, parameterSlots, builder);
        names[i] = parameter(extras.get(i), observable, measurement, parameterSlots);
      }
      plans.add(new MeasurementPlan(measurement, observable, compiled, slots, List.of(names)));
    }
    return plans;
  }

  /** The parameter that an extra input is; empty when it is a number or a formula. */
  private static String parameter(
      String extra,
      Observable observable,
      Measurement measurement,
      Map<String, Integer> parameterSlots) {
    int place = observable.observablePlaceholders().indexOf(extra);
    if (place >= 0) {
      return symbol(measurement.observableParameters().get(place));
    }
    place = observable.noisePlaceholders().indexOf(extra);
    if (place >= 0) {
      return symbol(measurement.noiseParameters().get(place));
    }
    return parameterSlots.containsKey(extra) ? extra : "";
  }

  private static String symbol(Expression value) {
    return value.isSymbol() ? value.name() : "";
  }

  private static int slot(
      String extra,
      Observable observable,
      Measurement measurement,
      Map<String, Integer> parameterSlots,
      ParameterFormulas.Builder builder) {
    int place = observable.observablePlaceholders().indexOf(extra);
    if (place >= 0) {
      return slot(measurement.observableParameters(), place, builder);
    }
    place = observable.noisePlaceholders().indexOf(extra);
    if (place >= 0) {
      return slot(measurement.noiseParameters(), place, builder);
    }
    Integer parameter = parameterSlots.get(extra);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "observable " + observable.id() + " uses " + extra + ", which nothing defines");
    }
    return parameter;
  }

  private static int slot(List<Expression> values, int place, ParameterFormulas.Builder builder) {
    return builder.slot(values.get(place));
  }

  public EstimationProblem problem() {
    return problem;
  }

  public ParameterMap parameters() {
    return parameters;
  }

  public ParameterFormulas formulas() {
    return formulas;
  }

  /** Each behind the one it goes on from. */
  public List<SegmentPlan> segments() {
    return segments;
  }

  public CompiledModel model() {
    return model;
  }

  /** One for each observable of the problem, in its order, for one thread. */
  List<ObservableKernel> newKernels() {
    return observableFormulas.stream().map(ObservableKernel::new).toList();
  }

  /** One for each measurement of the problem, in its order. */
  public List<MeasurementPlan> measurements() {
    return measurements;
  }

  /** A copy of the model for each segment, as one system. */
  Optional<LanePlan> lanes() {
    return lanes.plan();
  }

  /** The largest number of an observable's inputs besides states and constants. */
  public int mostExtras() {
    return measurements.stream().mapToInt(m -> m.formulas().extras().size()).max().orElse(0);
  }
}
