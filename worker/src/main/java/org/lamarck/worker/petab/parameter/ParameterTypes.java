package org.lamarck.worker.petab.parameter;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;
import org.lamarck.worker.problem.Quantity;

/** Checks that offsets, scalings and sigmas are what their parameterType says. */
public final class ParameterTypes {
  private final Set<String> inModel = new HashSet<>();
  private final Set<String> inObservables = new HashSet<>();
  private final Set<String> inNoise = new HashSet<>();

  private ParameterTypes(EstimationProblem problem) {
    problem.models().stream()
        .flatMap(model -> model.quantities().stream())
        .map(Quantity::id)
        .forEach(inModel::add);
    for (Experiment experiment : problem.experiments()) {
      experiment.periods().stream()
          .flatMap(period -> period.assignments().stream())
          .forEach(assignment -> inModel.addAll(Formulas.symbols(assignment.value())));
    }
    for (Observable observable : problem.observables()) {
      inObservables.addAll(Formulas.symbols(observable.formula()));
      observable.noiseFormulas().forEach(one -> inNoise.addAll(Formulas.symbols(one)));
    }
    for (Measurement measurement : problem.measurements()) {
      measurement
          .observableParameters()
          .forEach(value -> inObservables.addAll(Formulas.symbols(value)));
      measurement.noiseParameters().forEach(value -> inNoise.addAll(Formulas.symbols(value)));
    }
  }

  /** Reports parameters that occur where one of their type cannot. */
  public static void check(
      EstimationProblem problem, Map<String, ParameterRow> rows, Findings findings) {
    if (problem.parameters().stream().allMatch(parameter -> parameter.inner() == Inner.NONE)) {
      return;
    }
    ParameterTypes uses = new ParameterTypes(problem);
    rows.values().stream()
        .filter(row -> row.parameter().inner() != Inner.NONE)
        .forEach(row -> uses.check(row, findings));
  }

  private void check(ParameterRow row, Findings findings) {
    Parameter parameter = row.parameter();
    boolean isSigma = parameter.inner() == Inner.SIGMA;
    Set<String> own = isSigma ? inNoise : inObservables;
    Set<String> foreign = isSigma ? inObservables : inNoise;
    String id = parameter.id();
    if (own.contains(id) && !foreign.contains(id) && !inModel.contains(id)) {
      return;
    }
    String type = parameter.inner().name().toLowerCase(java.util.Locale.ROOT);
    findings.error(
        row.place(),
        "\"%s\" is %s %s, but it occurs %s"
            .formatted(
                id,
                type.startsWith("o") ? "an" : "a",
                type,
                inModel.contains(id)
                    ? "in the model or its conditions"
                    : isSigma ? "not in noise alone" : "not in observables alone"),
        "remove its parameterType");
  }
}
