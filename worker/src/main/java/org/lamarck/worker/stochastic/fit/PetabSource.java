package org.lamarck.worker.stochastic.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.stochastic.gradient.Estimators;

/**
 * The data of a PEtab problem, of a model that is a random process.
 *
 * @param model the problem's model as such a process
 * @param runs of which a draw is made
 * @param isOfCells whether each measurement is of one run, and not of the mean of many
 * @param estimator of gradients; null where there are values alone
 */
record PetabSource(
    String id,
    JumpModel model,
    EstimationProblem problem,
    int runs,
    boolean isOfCells,
    @Nullable Estimators estimator)
    implements ObjectiveSource {

  /**
   * Compiles all, as far as it can fail.
   *
   * @throws InputException when the process cannot be given what the problem gives it, or has no
   *     gradient
   */
  void check() throws InputException {
    List<Finding> wrong = new PetabObjective(this).startFaults();
    if (!wrong.isEmpty()) {
      throw new InputException(wrong);
    }
    if (estimator != null) {
      new PetabGradients(this, estimator);
    }
  }

  GivenParameters given() {
    return new GivenParameters(
        problem.parameters().stream().filter(Parameter::estimated).toList(),
        problem.parameters().stream().filter(one -> !one.estimated()).toList());
  }

  /** The experiments with measurements; what a process cannot be held to was refused before. */
  List<PetabProcess> processes() throws InputException {
    return PetabProcess.of(problem, model);
  }

  @Override
  public List<Coordinate> coordinates() {
    return given().coordinates();
  }

  @Override
  public Map<String, Double> nominal() {
    return given().nominal();
  }

  /** All parameters at a point, on the linear scale. */
  Map<String, Double> valuesAt(Vector x) {
    GivenParameters given = given();
    double[] at = given.at(x);
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < at.length; i++) {
      values.put(given.ids().get(i), at[i]);
    }
    return values;
  }

  @Override
  public Objective open() {
    if (estimator == null) {
      return opened();
    }
    try {
      return new PetabGradients(this, estimator);
    } catch (InputException e) {
      throw new IllegalStateException("a problem that was checked cannot be opened", e);
    }
  }

  private PetabObjective opened() {
    try {
      return new PetabObjective(this);
    } catch (InputException e) {
      throw new IllegalStateException("a problem that was checked cannot be opened", e);
    }
  }

  /** A fan for each observable of each experiment, with what was measured. */
  @Override
  public List<Exhibit> exhibits(Vector x) {
    PetabObjective objective = opened();
    List<PetabProcess> all = objective.processes();
    List<double[][]> seen = objective.seen(x, RandomStream.of(0).split("shown", 0));
    List<Exhibit> fans = new ArrayList<>();
    for (int k = 0; k < seen.size(); k++) {
      fans.addAll(fans(all.get(k), seen.get(k)));
    }
    return fans;
  }

  private List<Exhibit> fans(PetabProcess process, double[][] seen) {
    Map<Integer, List<Integer>> byObservable = new LinkedHashMap<>();
    for (int m = 0; m < seen.length; m++) {
      int observable = process.measurements().get(m).observable();
      byObservable.computeIfAbsent(observable, one -> new ArrayList<>()).add(m);
    }
    List<Exhibit> fans = new ArrayList<>();
    byObservable.forEach(
        (observable, rows) -> {
          rows.sort((a, b) -> Double.compare(time(process, a), time(process, b)));
          List<String> columns = new ArrayList<>(List.of("time"));
          columns.addAll(Fans.NAMES);
          columns.add("measured");
          double[] values = new double[rows.size() * columns.size()];
          int at = 0;
          for (int m : rows) {
            values[at++] = time(process, m);
            for (double quantile : Fans.quantiles(seen[m])) {
              values[at++] = quantile;
            }
            values[at++] = process.measurements().get(m).value();
          }
          Measurement first = process.measurements().get(rows.get(0));
          String experiment = problem.experiments().get(first.experiment()).id();
          String name = problem.observables().get(observable).id();
          fans.add(
              new Exhibit(
                  ("fan-" + name + "-" + experiment).replaceAll("[^A-Za-z0-9_-]", "_"),
                  "%s in %d runs, %s".formatted(name, runs, experiment),
                  columns,
                  Matrix.of(rows.size(), columns.size(), values),
                  Exhibit.Look.FAN));
        });
    return fans;
  }

  private static double time(PetabProcess process, int m) {
    return process.measurements().get(m).time();
  }
}
