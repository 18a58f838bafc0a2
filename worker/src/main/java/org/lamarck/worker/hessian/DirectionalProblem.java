package org.lamarck.worker.hessian;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Experiment.Period;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Reading;
import org.lamarck.worker.problem.Scale;

/**
 * The problem whose objective is the derivative of a negative log-likelihood along a direction v,
 * as a function of the estimated parameters θ and of v, all on the linear scale: ∇f(θ)ᵀ v. Its
 * gradient by θ is the Hessian times v.
 */
final class DirectionalProblem {
  private static final String MEASURED = "∂measured";

  /** Bounds of directions, which nothing looks at. */
  private static final double FAR = 1e100;

  private final EstimationProblem problem;
  private final ExpressionPool pool;
  private final Tangents tangents;

  private DirectionalProblem(EstimationProblem problem) {
    this.problem = problem;
    pool = problem.model().pool();
    tangents = new Tangents(pool);
  }

  /**
   * The problem of directions; the estimated parameters come first, then their directions.
   *
   * @param problem of one model, whose pool nobody else uses
   * @throws Unsupported when something in it has no tangents as formulas
   */
  static EstimationProblem of(EstimationProblem problem) throws Unsupported {
    if (problem.loss() != MisfitLoss.NEGATIVE_LOG_LIKELIHOOD) {
      throw new Unsupported("losses that are no likelihoods");
    }
    return new DirectionalProblem(problem).made();
  }

  private EstimationProblem made() throws Unsupported {
    problem.estimated().forEach(parameter -> tangents.move(parameter.id()));
    markTargets();
    OdeModel model = DirectionalModel.of(problem.model(), tangents);
    return new EstimationProblem(
        problem.id() + " along directions",
        withDirections(model),
        parameters(),
        experiments(),
        observables(),
        measurements(),
        new SummedValues());
  }

  /** What a condition sets to something that moves, moves. */
  private void markTargets() throws Unsupported {
    for (Experiment experiment : problem.experiments()) {
      for (Period period : experiment.periods()) {
        for (Assignment assignment : period.assignments()) {
          if (tangents.moves(assignment.value())) {
            tangents.move(assignment.target());
          }
        }
      }
    }
  }

  /** Constants that parameters set have directions that parameters set. */
  private OdeModel withDirections(OdeModel model) {
    Set<String> present = new HashSet<>();
    model.quantities().forEach(quantity -> present.add(quantity.id()));
    List<Quantity> all = new ArrayList<>(model.quantities());
    for (Parameter parameter : problem.estimated()) {
      String direction = Tangents.of(parameter.id());
      if (problem.model().quantity(parameter.id()).isPresent() && present.add(direction)) {
        all.add(new Quantity.Constant(direction, pool.constant(0)));
      }
    }
    return model.withQuantities(all);
  }

  private List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    for (Parameter one : problem.parameters()) {
      all.add(new Parameter(one.id(), Scale.LIN, -FAR, FAR, one.nominal(), one.estimated(), null));
    }
    for (Parameter one : problem.estimated()) {
      all.add(new Parameter(Tangents.of(one.id()), Scale.LIN, -FAR, FAR, 0, true, null));
    }
    return all;
  }

  private List<Experiment> experiments() throws Unsupported {
    List<Experiment> all = new ArrayList<>();
    for (Experiment experiment : problem.experiments()) {
      List<Period> periods = new ArrayList<>();
      for (Period period : experiment.periods()) {
        List<Assignment> assignments = new ArrayList<>(period.assignments());
        for (Assignment one : period.assignments()) {
          requireSettable(one.target());
          if (tangents.moves(one.target())) {
            assignments.add(new Assignment(Tangents.of(one.target()), tangents.of(one.value())));
          }
        }
        periods.add(new Period(period.id(), period.start(), assignments));
      }
      all.add(new Experiment(experiment.id(), periods));
    }
    return all;
  }

  /** What a condition sets to a number or a formula is that, and not something it is part of. */
  private void requireSettable(String target) throws Unsupported {
    Optional<Quantity> quantity = problem.model().quantity(target);
    if (quantity.isPresent() && quantity.get().isAssigned() && tangents.moves(target)) {
      throw new Unsupported("concentrations that conditions set");
    }
  }

  private List<Observable> observables() throws Unsupported {
    List<Observable> all = new ArrayList<>();
    for (Observable one : problem.observables()) {
      List<String> placeholders = placeholders(one);
      // placeholders move with what measurements give for them
      placeholders.forEach(tangents::move);
      Expression sigma =
          Substitution.substitute(one.noiseFormula(), Map.of(pool.symbol(one.id()), one.formula()));
      Expression nllh = NoiseFormulas.of(one.noise(), pool.symbol(MEASURED), one.formula(), sigma);
      List<String> given = new ArrayList<>(placeholders);
      placeholders.forEach(name -> given.add(Tangents.of(name)));
      given.add(MEASURED);
      all.add(
          new Observable(
              one.id(), tangents.of(nllh), pool.constant(1), Noise.NORMAL, given, List.of()));
    }
    return all;
  }

  private static List<String> placeholders(Observable observable) {
    List<String> placeholders = new ArrayList<>(observable.observablePlaceholders());
    placeholders.addAll(observable.noisePlaceholders());
    return placeholders;
  }

  private List<Measurement> measurements() throws Unsupported {
    List<Measurement> all = new ArrayList<>();
    for (Measurement one : problem.measurements()) {
      if (!(one.reading() instanceof Reading.Exact)) {
        throw new Unsupported("censored measurements");
      }
      List<Expression> given = new ArrayList<>(one.observableParameters());
      given.addAll(one.noiseParameters());
      for (Expression value : List.copyOf(given)) {
        given.add(tangents.of(value));
      }
      given.add(pool.constant(one.value()));
      all.add(
          new Measurement(
              one.observable(), one.experiment(), one.time(), Double.NaN, given, List.of()));
    }
    return all;
  }
}
