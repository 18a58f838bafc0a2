package org.lamarck.worker.petab;

import java.util.List;
import java.util.stream.Collectors;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.FormulaPrinter;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment.Period;
import org.lamarck.worker.problem.Measurement;

/** The PEtab simulation table: what a model says where something was measured. */
public final class SimulationTable {
  private static final List<String> COLUMNS =
      List.of(
          "observableId",
          "preequilibrationConditionId",
          "simulationConditionId",
          "time",
          "simulation",
          "residual",
          "observableParameters",
          "noiseParameters");

  private SimulationTable() {}

  /**
   * The table as text, a row for each measurement in its order. Numbers read back as the same
   * doubles.
   *
   * @param simulations values of the observables on the linear scale, one for each measurement
   * @param residuals (simulated − measured)/σ on the scale of the noise, one for each measurement
   */
  public static String format(EstimationProblem problem, Vector simulations, Vector residuals) {
    List<Measurement> measurements = problem.measurements();
    if (simulations.size() != measurements.size() || residuals.size() != measurements.size()) {
      throw new IllegalArgumentException(
          "%d measurements need as many simulations and residuals, not %d and %d"
              .formatted(measurements.size(), simulations.size(), residuals.size()));
    }
    StringBuilder text = new StringBuilder(String.join("\t", COLUMNS)).append('\n');
    for (int i = 0; i < measurements.size(); i++) {
      Measurement measurement = measurements.get(i);
      List<Period> periods = problem.experiments().get(measurement.experiment()).periods();
      text.append(
              String.join(
                  "\t",
                  problem.observables().get(measurement.observable()).id(),
                  periods.size() > 1 ? periods.get(0).id() : "",
                  periods.get(periods.size() - 1).id(),
                  number(measurement.time()),
                  number(simulations.get(i)),
                  number(residuals.get(i)),
                  list(measurement.observableParameters()),
                  list(measurement.noiseParameters())))
          .append('\n');
    }
    return text.toString();
  }

  private static String list(List<Expression> values) {
    return values.stream().map(FormulaPrinter::print).collect(Collectors.joining(";"));
  }

  private static String number(double value) {
    return value == Double.POSITIVE_INFINITY ? "inf" : Double.toString(value);
  }
}
