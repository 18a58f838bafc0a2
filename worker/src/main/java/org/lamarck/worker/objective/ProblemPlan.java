package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.ModelCache;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;

/** An estimation problem compiled: everything that does not depend on the point. */
final class ProblemPlan {
  private final EstimationProblem problem;
  private final ParameterMap parameters;
  private final ParameterFormulas formulas;
  private final List<ExperimentPlan> experiments;
  private final CompiledModel model;
  private final List<MeasurementPlan> measurements;

  ProblemPlan(EstimationProblem problem) throws InputException {
    this.problem = problem;
    parameters = new ParameterMap(problem);
    List<Map<String, Integer>> overrides = new ArrayList<>();
    ParameterFormulas.Builder builder = new ParameterFormulas.Builder(parameters);
    for (Experiment experiment : problem.experiments()) {
      overrides.add(overrides(experiment, builder));
    }
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
    experiments = experiments(overrides);
    Set<String> varying = new LinkedHashSet<>();
    List<String> constants =
        problem.model().quantities().stream()
            .filter(quantity -> quantity instanceof Quantity.Constant)
            .map(Quantity::id)
            .toList();
    experiments.forEach(plan -> plan.addVaryingConstants(constants, varying));
    model = ModelCache.compiled(problem.model(), varying);
    measurements = measurements(parameterSlots, builder, varying);
  }

  private Map<String, Integer> overrides(Experiment experiment, ParameterFormulas.Builder builder)
      throws InputException {
    if (experiment.periods().size() > 1 || !Double.isFinite(experiment.periods().get(0).start())) {
      throw refused(
          "experiment "
              + experiment.id()
              + " has more than one period (preequilibration, or conditions that follow each other)",
          "such experiments are not supported yet; remove their measurements");
    }
    Map<String, Integer> overrides = new LinkedHashMap<>();
    OdeModel model = problem.model();
    for (Parameter parameter : problem.parameters()) {
      if (model.quantity(parameter.id()).isPresent()) {
        overrides.put(parameter.id(), builder.slot(model.pool().symbol(parameter.id())));
      }
    }
    for (Assignment assignment : experiment.periods().get(0).assignments()) {
      overrides.put(assignment.target(), builder.slot(assignment.value()));
    }
    return overrides;
  }

  private List<ExperimentPlan> experiments(List<Map<String, Integer>> overrides)
      throws InputException {
    Map<List<String>, InitialValues> initialValues = new HashMap<>();
    List<ExperimentPlan> plans = new ArrayList<>();
    for (int e = 0; e < overrides.size(); e++) {
      int experiment = e;
      List<String> targets = List.copyOf(overrides.get(e).keySet());
      int[] measured =
          IntStream.range(0, problem.measurements().size())
              .filter(m -> problem.measurements().get(m).experiment() == experiment)
              .toArray();
      double[] times =
          Arrays.stream(measured).mapToDouble(m -> problem.measurements().get(m).time()).toArray();
      for (double time : times) {
        if (!Double.isFinite(time)) {
          throw refused(
              "experiment " + problem.experiments().get(e).id() + " is measured at time " + time,
              "measurements at a steady state are not supported yet; remove them");
        }
      }
      InitialValues initial = initialValues.get(targets);
      if (initial == null) {
        initial = InitialValues.of(problem.model(), targets);
        initialValues.put(targets, initial);
      }
      if (!initial.open().isEmpty()) {
        throw refused(
            "the model leaves the values of " + initial.open() + " open",
            "give them in the model, the parameter table or the condition table");
      }
      plans.add(
          new ExperimentPlan(
              problem.experiments().get(e), overrides.get(e), initial, formulas, measured, times));
    }
    return plans;
  }

  private List<MeasurementPlan> measurements(
      Map<String, Integer> parameterSlots, ParameterFormulas.Builder builder, Set<String> varying) {
    List<ObservableKernel> kernels = new ArrayList<>();
    for (Observable observable : problem.observables()) {
      kernels.add(new ObservableKernel(observable, model, varying));
    }
    List<MeasurementPlan> plans = new ArrayList<>();
    for (Measurement measurement : problem.measurements()) {
      Observable observable = problem.observables().get(measurement.observable());
      ObservableKernel kernel = kernels.get(measurement.observable());
      int[] slots =
          kernel.extras().stream()
              .mapToInt(extra -> slot(extra, observable, measurement, parameterSlots, builder))
              .toArray();
      plans.add(new MeasurementPlan(measurement, observable, kernel, slots));
    }
    return plans;
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

  private InputException refused(String what, String remedy) {
    return new InputException(Finding.error(problem.id(), 0, 0, what, remedy));
  }

  EstimationProblem problem() {
    return problem;
  }

  ParameterMap parameters() {
    return parameters;
  }

  ParameterFormulas formulas() {
    return formulas;
  }

  List<ExperimentPlan> experiments() {
    return experiments;
  }

  CompiledModel model() {
    return model;
  }

  /** One for each measurement of the problem, in its order. */
  List<MeasurementPlan> measurements() {
    return measurements;
  }
}
