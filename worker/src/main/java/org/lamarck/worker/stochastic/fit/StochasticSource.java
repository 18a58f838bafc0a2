package org.lamarck.worker.stochastic.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.stochastic.Ensemble;
import org.lamarck.worker.stochastic.JumpMethod;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.Moments;
import org.lamarck.worker.stochastic.ReactionNetwork;
import org.lamarck.worker.stochastic.gradient.FiniteStateProjection;

/**
 * A random process whose parameters are searched.
 *
 * @param runs of which a draw is made
 */
public record StochasticSource(
    String id, JumpModel model, GivenParameters given, StochasticTarget target, int runs)
    implements ObjectiveSource {
  /** What to do about a start that is wrong. */
  static final String START =
      "start it with a whole number of molecules, which a searched number is only once the model"
          + " rounds it by floor()";

  private static final int CHECKED_STATES = 2000; // solved for in a fraction of a second

  private static final int SHOWN_RUNS = 200;
  private static final int SHOWN_TIMES = 200;

  @Override
  public List<Coordinate> coordinates() {
    return given.coordinates();
  }

  @Override
  public Map<String, Double> nominal() {
    return given.nominal();
  }

  /**
   * Compiles the process, as far as that can fail.
   *
   * @return what it cannot start with at nominal values, by the id that it is told of, and what
   *     searched parameters would make of its start
   * @throws InputException when it cannot be run, or differentiated, as the target asks
   */
  Map<String, String> check() throws InputException {
    JumpPlan plan = JumpPlan.of(model, given.ids());
    if (needsNetwork()) {
      ReactionNetwork.of(plan, target.formulas());
    }
    double[] nominal = given.atNominal();
    Map<String, String> faults = new LinkedHashMap<>(plan.startFaults(nominal));
    for (int i = 0; i < given.searched().size(); i++) {
      String id = given.searched().get(i).id();
      int place = i;
      double[] moved = nominal.clone();
      moved[i] = given.usual(i);
      plan.startFault(nominal, moved)
          .ifPresent(what -> faults.putIfAbsent(id, searched(id, given.usual(place), what)));
    }
    return faults;
  }

  /** That a searched number makes starts that are none. */
  static String searched(String id, double value, String what) {
    return "%s cannot be searched: at %s = %s %s".formatted(id, id, value, what);
  }

  /**
   * Why the master equation cannot be solved at nominal values, or in between bounds where a
   * parameter has none; nothing where it can, or has so many states that it takes longer than a
   * check may.
   *
   * @throws InputException when the process has no such states
   */
  Optional<String> projectionFault() throws InputException {
    int states = target.states();
    if (states == 0 || states > CHECKED_STATES) {
      return Optional.empty();
    }
    double[] point = given.atNominal();
    for (int i = 0; i < given.searched().size(); i++) {
      point[i] = Double.isNaN(point[i]) ? given.usual(i) : point[i];
    }
    ReactionNetwork network =
        ReactionNetwork.of(JumpPlan.of(model, given.ids()), target.formulas());
    double[] times = {0, target.end()};
    try {
      return new FiniteStateProjection(network, states)
              .solve(point, times, ProjectionObjective.LOSS)
              .isPresent()
          ? Optional.empty()
          : Optional.of("the process comes to more than %d states".formatted(states));
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private boolean needsNetwork() {
    return target instanceof StochasticTarget.Distribution
        || (target instanceof StochasticTarget.Expectations one
            && (one.states() > 0 || one.estimator() != null));
  }

  @Override
  public Objective open() {
    try {
      JumpPlan plan = JumpPlan.of(model, given.ids());
      if (target instanceof StochasticTarget.Frequency frequency) {
        return new FrequencyObjective(plan, given, frequency, runs);
      }
      if (!needsNetwork()) {
        return new MomentObjective(plan, given, (StochasticTarget.Expectations) target, runs);
      }
      ReactionNetwork network = ReactionNetwork.of(plan, target.formulas());
      if (target instanceof StochasticTarget.Distribution counted) {
        return ProjectionObjective.of(network, given, counted);
      }
      StochasticTarget.Expectations expected = (StochasticTarget.Expectations) target;
      return expected.states() > 0
          ? ProjectionObjective.of(network, given, expected)
          : new EstimatedObjective(network, given, expected, runs);
    } catch (InputException e) {
      throw new IllegalStateException("a model that was checked cannot be opened", e);
    }
  }

  /**
   * Means with standard deviations, a fan for each species, and the spectrum where one is wanted.
   */
  @Override
  public List<Exhibit> exhibits(Vector x) {
    double[] times = times();
    Map<Expression, String> seen = seen();
    try {
      JumpPlan plan = JumpPlan.of(model, given.ids());
      Ensemble ensemble =
          new Ensemble(plan, JumpMethod.AUTO, plan.observables(List.copyOf(seen.keySet())));
      Fans fans = new Fans(times, List.copyOf(seen.values()), SHOWN_RUNS);
      Ensemble.Result result =
          ensemble.run(
              new Ensemble.Experiment(times, given.at(x), SHOWN_RUNS, 0),
              1,
              Optional.of(fans),
              new ReactionLimit()); // of all of them together
      List<Exhibit> shown = new ArrayList<>();
      if (result instanceof Ensemble.Result.Completed completed) {
        shown.add(moments(times, List.copyOf(seen.values()), completed.moments()));
        shown.addAll(fans.exhibits());
      }
      if (target instanceof StochasticTarget.Frequency frequency) {
        shown.add(new FrequencyObjective(plan, given, frequency, SHOWN_RUNS).spectrum(x));
      }
      return shown;
    } catch (InputException e) {
      throw new IllegalStateException("a model that was checked cannot be opened", e);
    }
  }

  private double[] times() {
    double end = target.end();
    double[] times = new double[SHOWN_TIMES + 1];
    for (int k = 0; k < times.length; k++) {
      times[k] = end * k / SHOWN_TIMES;
    }
    return times;
  }

  /** The species, by their symbols. */
  private Map<Expression, String> seen() {
    Map<Expression, String> seen = new LinkedHashMap<>();
    model.between().species().stream()
        .limit(6) // more curves cannot be told apart
        .forEach(
            species ->
                seen.put(model.between().pool().symbol(species.species()), species.species()));
    return seen;
  }

  private static Exhibit moments(double[] times, List<String> names, Moments moments) {
    List<String> columns = new ArrayList<>(List.of("time"));
    for (String name : names) {
      columns.addAll(List.of(name, name + "_low", name + "_high"));
    }
    double[] values = new double[times.length * columns.size()];
    Matrix means = moments.mean();
    Matrix sds = moments.standardDeviation();
    int at = 0;
    for (int k = 0; k < times.length; k++) {
      values[at++] = times[k];
      for (int j = 0; j < names.size(); j++) {
        values[at++] = means.get(k, j);
        values[at++] = means.get(k, j) - 2 * sds.get(k, j);
        values[at++] = means.get(k, j) + 2 * sds.get(k, j);
      }
    }
    return new Exhibit(
        "runs",
        "Mean of %d runs, with two standard deviations".formatted(SHOWN_RUNS),
        columns,
        Matrix.of(times.length, columns.size(), values),
        Exhibit.Look.NONE); // fans are the picture of it
  }
}
