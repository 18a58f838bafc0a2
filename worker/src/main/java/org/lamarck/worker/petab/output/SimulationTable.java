package org.lamarck.worker.petab.output;

import java.util.List;
import java.util.stream.Collectors;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.FormulaPrinter;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;
import org.lamarck.worker.problem.Measurement;

/** The PEtab simulation table: what a model says where something was measured. */
public final class SimulationTable {
  private static final List<String> COLUMNS_1 =
      List.of(
          "observableId",
          "preequilibrationConditionId",
          "simulationConditionId",
          "time",
          "simulation",
          "residual",
          "observableParameters",
          "noiseParameters");
  private static final List<String> COLUMNS_2 =
      List.of(
          "modelId",
          "observableId",
          "experimentId",
          "time",
          "simulation",
          "residual",
          "observableParameters",
          "noiseParameters");

  private SimulationTable() {}

  /**
   * The table of PEtab 1 as text, a row for each measurement in its order; those of several
   * problems in one file stand below each other, as the problems do. Numbers read back as the same
   * doubles.
   *
   * @param simulations values of the observables on the linear scale, one for each measurement
   * @param residuals (simulated − measured)/σ on the scale of the noise, one for each measurement
   */
  public static String format(EstimationProblem problem, Vector simulations, Vector residuals) {
    return format(problem, simulations, residuals, FormatVersion.V1);
  }

  /**
   * The table as text, a row for each measurement in its order. Numbers read back as the same
   * doubles.
   *
   * @param simulations values of the observables on the linear scale, one for each measurement
   * @param residuals (simulated − measured)/σ on the scale of the noise, one for each measurement
   * @param version of the problem's tables
   */
  public static String format(
      EstimationProblem problem, Vector simulations, Vector residuals, FormatVersion version) {
    List<Measurement> measurements = problem.measurements();
    if (simulations.size() != measurements.size() || residuals.size() != measurements.size()) {
      throw new IllegalArgumentException(
          "%d measurements need as many simulations and residuals, not %d and %d"
              .formatted(measurements.size(), simulations.size(), residuals.size()));
    }
    List<String> columns = version == FormatVersion.V1 ? COLUMNS_1 : COLUMNS_2;
    StringBuilder text = new StringBuilder(String.join("\t", columns)).append('\n');
    for (int i = 0; i < measurements.size(); i++) {
      Measurement measurement = measurements.get(i);
      text.append(
              String.join(
                  "\t",
                  names(problem, measurement, version),
                  number(measurement.time()),
                  number(simulations.get(i)),
                  number(residuals.get(i)),
                  list(measurement.observableParameters()),
                  list(measurement.noiseParameters())))
          .append('\n');
    }
    return text.toString();
  }

  /** The first three fields: which observable, and under what it was measured. */
  private static String names(
      EstimationProblem problem, Measurement measurement, FormatVersion version) {
    String observable = problem.observables().get(measurement.observable()).id();
    Experiment experiment = problem.experiments().get(measurement.experiment());
    if (version == FormatVersion.V2) {
      // the only model of a problem need not be named
      boolean isOnly = problem.models().size() == 1;
      String model = isOnly ? "" : problem.models().get(experiment.model()).id();
      String id = experiment.id().equals(FormatVersion.UNNAMED) ? "" : experiment.id();
      return String.join("\t", model, observable, id);
    }
    List<Period> periods = experiment.periods();
    return String.join(
        "\t",
        observable,
        periods.size() > 1 ? periods.get(0).id() : "",
        periods.get(periods.size() - 1).id());
  }

  private static String list(List<Expression> values) {
    return values.stream().map(FormulaPrinter::print).collect(Collectors.joining(";"));
  }

  private static String number(double value) {
    return value == Double.POSITIVE_INFINITY ? "inf" : Double.toString(value);
  }
}
