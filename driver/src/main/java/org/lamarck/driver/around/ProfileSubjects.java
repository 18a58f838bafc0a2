package org.lamarck.driver.around;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.linalg.Cholesky;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.problem.Spelling;
import org.lamarck.worker.task.Prediction;
import org.lamarck.worker.task.PredictionReader;
import org.lamarck.worker.task.ValidationObjective;

/**
 * What profiles are of: estimated parameters, and formulas, each of which becomes a coordinate more
 * ({@link ValidationObjective}).
 */
public final class ProfileSubjects {
  /** ε in standard errors of the prediction: nearly a constraint, and no stiffer than need be. */
  private static final double STIFFNESS = 0.1;

  /** z may go so many times as far as the standard error alone would have it. */
  private static final double FAR = 100;

  private final SourceRun problem;
  private final List<Integer> coordinates;
  private final List<Prediction> predictions;

  private ProfileSubjects(
      SourceRun problem, List<Integer> coordinates, List<Prediction> predictions) {
    this.problem = problem;
    this.coordinates = List.copyOf(coordinates);
    this.predictions = List.copyOf(predictions);
  }

  /**
   * Reads what is asked for.
   *
   * @param texts ids of parameters, or formulas; none for all parameters
   * @throws ConfigException when a parameter is not estimated, with every such line
   * @throws InputException when a formula is none
   */
  static ProfileSubjects of(SourceRun problem, List<String> texts)
      throws ConfigException, InputException {
    List<String> known = problem.searched().stream().map(Parameter::id).toList();
    Optional<PredictionReader> reader = problem.predictions("--of");
    List<String> faults = new ArrayList<>();
    List<Integer> coordinates = new ArrayList<>();
    List<Prediction> predictions = new ArrayList<>();
    for (String text : texts.isEmpty() ? known : texts) {
      int i = known.indexOf(text.strip());
      if (i < 0 && (reader.isEmpty() || isUnknownName(text, problem))) {
        faults.add(
            "--of: error: no estimated parameter is called %s; %s"
                .formatted(text, Spelling.remedy(text, known)));
      } else if (i < 0) {
        coordinates.add(known.size() + predictions.size());
        predictions.add(reader.orElseThrow().read(text));
      } else if (!coordinates.contains(i)) {
        coordinates.add(i);
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    return new ProfileSubjects(problem, coordinates, predictions);
  }

  /** A word that may be a misspelt parameter, and nothing that a formula may be. */
  private static boolean isUnknownName(String text, SourceRun problem) {
    return text.strip().matches("[A-Za-z_]\\w*") && !problem.isName(text.strip());
  }

  /** The coordinates that are profiled, those of formulas after all parameters. */
  List<Integer> coordinates() {
    return coordinates;
  }

  boolean hasFormulas() {
    return !predictions.isEmpty();
  }

  /**
   * What is minimised, with all that a run of it needs.
   *
   * @param searched the coordinates as parameters
   * @param start the best point
   * @param yields ε² of the coordinates that are values of formulas
   */
  public record Searched(
      ObjectiveSource source,
      SearchSpace space,
      List<Parameter> searched,
      StartPoints start,
      Map<Integer, Double> yields) {}

  /**
   * Makes the objective around a best point.
   *
   * @throws ConfigException when a formula has no value there, or no slope
   */
  Searched around(StartPoints best, double threshold) throws ConfigException {
    if (predictions.isEmpty()) {
      return new Searched(problem.source(), problem.space(), problem.searched(), best, Map.of());
    }
    Vector point = best.points().get(0);
    int n = point.size();
    double[] curvature = curvature(point);
    double[] start = Arrays.copyOf(point.toArray(), n + predictions.size());
    List<ValidationObjective.Point> points = new ArrayList<>();
    List<Parameter> searched = new ArrayList<>(problem.searched());
    Map<Integer, Double> yields = new TreeMap<>();
    for (int k = 0; k < predictions.size(); k++) {
      Prediction prediction = predictions.get(k);
      Objective opened = prediction.open();
      if (!(opened.evaluate(point, Derivatives.GRADIENT)
          instanceof Evaluation.Differentiable there)) {
        throw fault(prediction, "has no derivatives at the best point", "ask for another one");
      }
      double error = standardError(curvature, there.gradient());
      if (error == 0) {
        throw fault(
            prediction,
            "does not depend on any estimated parameter at the best point",
            "ask for one that does");
      }
      double value = there.value();
      double reach = FAR * error * Math.sqrt(2 * threshold);
      double deviation = STIFFNESS * error;
      points.add(
          new ValidationObjective.Point(prediction, deviation, value - reach, value + reach));
      searched.add(
          new Parameter(
              prediction.name(), Scale.LIN, value - reach, value + reach, value, true, null));
      yields.put(n + k, deviation * deviation);
      start[n + k] = value;
    }
    ObjectiveSource source = new ValidationObjective(problem.source(), points);
    String names = String.join(", ", predictions.stream().map(Prediction::name).toList());
    return new Searched(
        source,
        source.space(),
        searched,
        new StartPoints(best.source() + " with " + names, List.of(Vector.of(start)), best.moved()),
        yields);
  }

  private static ConfigException fault(Prediction prediction, String what, String remedy) {
    return new ConfigException(
        "--of: error: \"%s\" %s; %s".formatted(prediction.name(), what, remedy));
  }

  /** The information in units of the box's widths, to which one is added: what bounds alone say. */
  private double[] curvature(Vector point) {
    int n = point.size();
    Vector widths = problem.space().widths();
    double[] scaled = new double[n * n];
    Evaluation there = problem.objective().evaluate(point, Derivatives.RESIDUALS);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        scaled[i * n + j] =
            there instanceof Evaluation.LeastSquares squares
                ? squares.curvature().get(i, j) * widths.get(i) * widths.get(j)
                : 0;
      }
      scaled[i * n + i] += 1;
    }
    return scaled;
  }

  private double standardError(double[] curvature, Vector gradient) {
    int n = gradient.size();
    Vector widths = problem.space().widths();
    double[] slopes = new double[n];
    for (int i = 0; i < n; i++) {
      slopes[i] = gradient.get(i) * widths.get(i);
    }
    double[] solved = new double[n];
    Cholesky cholesky = new Cholesky(n);
    for (double shift = 0; !cholesky.factor(curvature, shift); ) { // rounded below what is added
      shift = Math.max(1, 10 * shift);
    }
    cholesky.solve(slopes, solved);
    return Math.sqrt(Math.max(0, Vector.of(slopes).dot(Vector.of(solved))));
  }
}
