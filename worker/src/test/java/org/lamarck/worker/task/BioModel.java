package org.lamarck.worker.task;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.task.RoadRunner.Point;
import org.lamarck.worker.task.Simulator.Column;
import org.lamarck.worker.task.Simulator.SpeciesColumns;
import org.lamarck.worker.tolerance.Tolerances;

/** A model of BioModels on its way from the file to values that are compared. */
final class BioModel {
  /** A simulator at 1e-7 differs from the reference for its tolerance alone on 2 % of models. */
  private static final Tolerances TOLERANCES = Simulator.TOLERANCES;

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double[] TIMES = {0, 5, 10, 25, 50, 75, 100};
  private static final double RELATIVE = 1e-4;
  private static final double ABSOLUTE = 1e-10;

  private final Path file;
  private final String name;
  private final RoadRunner reference;
  private double loadMillis = Double.NaN;
  private double compileMillis = Double.NaN;
  private double simulateMillis = Double.NaN;
  private long steps;

  /**
   * What came of it.
   *
   * @param stage how far it came
   * @param reason why not further; empty at the end
   * @param loadMillis CPU time from file to model; NaN when it did not come so far, as the others
   * @param compileMillis CPU time from model to simulator
   * @param simulateMillis CPU time of the simulation
   */
  record Outcome(
      String model,
      Stage stage,
      String reason,
      double loadMillis,
      double compileMillis,
      double simulateMillis,
      long steps) {}

  enum Stage {
    /** An exception that nobody should see, or no end. */
    BROKEN,
    /** Refused by the reader or the compiler. */
    REFUSED,
    /** The simulation could not be finished. */
    FAILED,
    /** Simulated; a value is not finite. */
    NOT_FINITE,
    /** Simulated, with other values than the reference's. */
    DIFFERS,
    /** Simulated; as the reference's, where that has values. */
    DONE
  }

  private BioModel(Path file, RoadRunner reference) {
    this.file = file;
    this.name = file.getFileName().toString().replace(".xml", "");
    this.reference = reference;
  }

  static Outcome run(Path file, RoadRunner reference) {
    BioModel model = new BioModel(file, reference);
    try {
      return TimeLimit.call(LIMIT, model::run)
          .orElseGet(() -> model.end(Stage.BROKEN, "not done after " + LIMIT.toSeconds() + " s"));
    } catch (ExecutionException e) {
      return model.end(Stage.BROKEN, String.valueOf(e.getCause()));
    }
  }

  /** Why the sum of all outputs has no finite gradient by adjoint; empty when it has one. */
  static String gradientFailure(Path file) {
    try {
      return TimeLimit.call(LIMIT, () -> differentiate(file))
          .orElse("not done after " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    }
  }

  private static String differentiate(Path file) {
    try {
      OdeModel model = SbmlReader.read(file);
      List<Column> columns =
          model.outputs().stream().map(id -> new Column(id, SpeciesColumns.AS_IN_MODEL)).toList();
      SummedOutputs outputs = new SummedOutputs(model, columns, TIMES, TOLERANCES);
      SummedOutputs.Gradient gradient = outputs.adjoint();
      if (!gradient.failure().isEmpty()) {
        return gradient.failure();
      }
      double[] theta = outputs.theta();
      for (int j = 0; j < theta.length; j++) {
        if (Double.isFinite(theta[j]) && !Double.isFinite(gradient.value().get(j))) {
          return outputs.name(j) + " has " + gradient.value().get(j);
        }
      }
      return "";
    } catch (InputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Outcome end(Stage stage, String reason) {
    return new Outcome(name, stage, reason, loadMillis, compileMillis, simulateMillis, steps);
  }

  private static double millis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-6;
  }

  private Outcome run() {
    double begin = millis();
    OdeModel model;
    Simulator simulator;
    try {
      model = SbmlReader.read(file);
      loadMillis = millis() - begin;
      simulator = new Simulator(model);
      compileMillis = millis() - begin - loadMillis;
    } catch (InputException e) {
      return end(
          Stage.REFUSED,
          e.findings().stream()
              .map(finding -> finding.what().replaceAll(" \\(the first of \\d+ is here\\)", ""))
              .distinct()
              .collect(Collectors.joining(", ")));
    }
    Set<String> wanted = new LinkedHashSet<>(reference.values(name).keySet());
    Set<String> unknown =
        wanted.stream()
            .filter(id -> model.quantity(id).isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    wanted.removeAll(unknown);
    wanted.addAll(model.outputs());
    List<Column> columns =
        wanted.stream().map(id -> new Column(id, SpeciesColumns.AS_IN_MODEL)).toList();
    begin = millis();
    Simulator.Result result = simulator.simulate(TIMES, columns, TOLERANCES, () -> false);
    simulateMillis = millis() - begin;
    if (result instanceof Simulator.Result.Failed failed) {
      return end(Stage.FAILED, failed.outcome().detail());
    }
    Simulator.Result.Table table = (Simulator.Result.Table) result;
    steps = table.steps();
    if (!unknown.isEmpty()) {
      return end(Stage.DIFFERS, "has no " + String.join(", ", unknown));
    }
    return difference(table)
        .map(difference -> end(Stage.DIFFERS, difference))
        .or(() -> notFinite(table).map(value -> end(Stage.NOT_FINITE, value)))
        .orElseGet(() -> end(Stage.DONE, ""));
  }

  private Optional<String> notFinite(Simulator.Result.Table table) {
    for (int k = 0; k < table.times().size(); k++) {
      for (int j = 0; j < table.columns().size(); j++) {
        double value = table.values().get(k, j);
        if (!Double.isFinite(value)) {
          return Optional.of(
              "%s is %s at %s".formatted(table.columns().get(j), value, table.times().get(k)));
        }
      }
    }
    return Optional.empty();
  }

  /** The worst difference from the reference. */
  private Optional<String> difference(Simulator.Result.Table table) {
    double worst = 1;
    String words = "";
    List<String> variables = new ArrayList<>();
    for (Map.Entry<String, List<Point>> variable : reference.values(name).entrySet()) {
      int column = table.columns().indexOf(variable.getKey());
      double largest =
          variable.getValue().stream()
              .mapToDouble(point -> Math.abs(point.value()))
              .filter(Double::isFinite)
              .max()
              .orElse(0);
      boolean differs = false;
      for (Point point : variable.getValue()) {
        double value = table.values().get(table.times().indexOf(point.time()), column);
        double ratio = ratio(value, point.value(), RELATIVE * largest + ABSOLUTE);
        differs |= !(ratio <= 1);
        if (ratio > worst) {
          worst = ratio;
          words =
              "%s at %s: %s, not %s"
                  .formatted(variable.getKey(), point.time(), value, point.value());
        }
      }
      if (differs) {
        variables.add(variable.getKey());
      }
    }
    return variables.isEmpty()
        ? Optional.empty()
        : Optional.of("%s (%d variables differ)".formatted(words, variables.size()));
  }

  private static double ratio(double a, double b, double tolerance) {
    if (Double.isFinite(a) && Double.isFinite(b)) {
      return Math.abs(a - b) / tolerance;
    }
    return Double.compare(a, b) == 0 ? 0 : Double.POSITIVE_INFINITY;
  }
}
