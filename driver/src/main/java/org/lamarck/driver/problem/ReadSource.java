package org.lamarck.driver.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.hessian.Hessian;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.problem.Spelling;
import org.lamarck.worker.task.GuardedObjective;

/**
 * A problem that is no estimation problem.
 *
 * @param place where, as the user wrote it
 * @param file where it is now
 * @param jars whose classes executors need
 */
public record ReadSource(String place, String file, ObjectiveSource source, List<Path> jars)
    implements ProblemOnDisk {
  public ReadSource {
    jars = List.copyOf(jars);
  }

  /** What a source searches, as rows of a table. */
  public static List<Parameter> parameters(ObjectiveSource source) {
    Map<String, Double> nominal = source.nominal();
    return source.coordinates().stream()
        .map(
            coordinate ->
                new Parameter(
                    coordinate.name(),
                    Scale.valueOf(coordinate.scale().name()),
                    coordinate.lower(),
                    coordinate.upper(),
                    nominal.getOrDefault(coordinate.name(), Double.NaN),
                    true,
                    null))
        .toList();
  }

  /**
   * A point of the search space.
   *
   * @param given on the linear scale, by name; the others keep their nominal values
   * @throws InputException when a coordinate has no value, or there is none of a name
   */
  public Vector point(Map<String, Double> given) throws InputException {
    List<Finding> findings = new ArrayList<>();
    List<Coordinate> coordinates = source.coordinates();
    List<String> names = coordinates.stream().map(Coordinate::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        findings.add(
            Finding.error(
                place,
                0,
                0,
                "there is no coordinate " + name,
                Spelling.suggest(name, names, "leave it out")));
      }
    }
    Map<String, Double> nominal = source.nominal();
    double[] point = new double[names.size()];
    for (int i = 0; i < point.length; i++) {
      String name = names.get(i);
      double value = given.getOrDefault(name, nominal.getOrDefault(name, Double.NaN));
      point[i] = coordinates.get(i).scale().toScale(value);
      if (!Double.isFinite(point[i])) {
        findings.add(
            Finding.error(
                place,
                0,
                0,
                "coordinate %s has no value on its scale (%s)".formatted(name, value),
                "give it one by --parameters or --set"));
      }
    }
    if (!findings.isEmpty()) {
      throw new InputException(findings);
    }
    return Vector.of(point);
  }

  /**
   * What {@code evaluate --json} prints.
   *
   * @param point of the search space
   */
  public Map<String, Object> evaluated(Vector point, Derivatives derivatives) {
    Evaluation there = GuardedObjective.of(source).evaluate(point, derivatives);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("problem", place);
    if (there instanceof Evaluation.Finite finite) {
      result.put("loss", finite.value());
    }
    if (there instanceof Evaluation.Finite finite && finite.standardError() > 0) {
      result.put("standardError", finite.standardError());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> scales = new LinkedHashMap<>();
    Map<String, Object> gradient = new LinkedHashMap<>();
    List<Coordinate> coordinates = source.coordinates();
    for (int i = 0; i < coordinates.size(); i++) {
      Coordinate coordinate = coordinates.get(i);
      values.put(coordinate.name(), coordinate.scale().toLinear(point.get(i)));
      scales.put(coordinate.name(), coordinate.scale().name().toLowerCase(Locale.ROOT));
      if (there instanceof Evaluation.Differentiable known) {
        gradient.put(coordinate.name(), known.gradient().get(i));
      }
    }
    result.put("parameters", values);
    result.put("scale", scales);
    if (!gradient.isEmpty()) {
      result.put("gradient", gradient);
    }
    if (there instanceof Evaluation.Failed failed) {
      result.put("failure", PointEvaluation.failure(failed));
    }
    return result;
  }

  /**
   * Second derivatives, by differences of gradients.
   *
   * @throws ConfigException when there are no gradients at and beside the point
   */
  public Map<String, Object> secondDerivatives(Vector point) throws ConfigException {
    Matrix matrix =
        Hessian.differences(GuardedObjective.of(source), point)
            .orElseThrow(
                () ->
                    new ConfigException(
                        "--derivatives: error: the objective has no gradients there, and no second"
                            + " derivatives follow; ask for none"));
    List<Coordinate> coordinates = source.coordinates();
    Map<String, Object> rows = new LinkedHashMap<>();
    for (int i = 0; i < coordinates.size(); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int j = 0; j < coordinates.size(); j++) {
        row.put(coordinates.get(j).name(), matrix.get(i, j));
      }
      rows.put(coordinates.get(i).name(), row);
    }
    return Map.of("hessian", rows, "hessianMethod", "differences of gradients");
  }
}
