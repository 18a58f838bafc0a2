package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Evaluation.Failed;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.direction.StateSets;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.Methods;
import org.lamarck.worker.objective.inner.InnerSolver;
import org.lamarck.worker.objective.monotone.MonotoneGroups;
import org.lamarck.worker.objective.segment.LaneGroup;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ObservableKernel;
import org.lamarck.worker.objective.segment.ParameterValues;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.objective.segment.SegmentPlan;
import org.lamarck.worker.objective.segment.SegmentSimulation;
import org.lamarck.worker.objective.segment.SimulatedObservables;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.simulation.Integrators;
import org.lamarck.worker.simulation.Simulation.Carried;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/**
 * The negative log-likelihood of what was measured of a model, or the Euclidean norm of the misfit,
 * as a function of all estimated parameters. Serves one thread; the compiled model is shared by
 * all.
 */
final class Likelihood {
  private final ProblemPlan plan;
  private final ParameterValues parameters;
  private final SimulatedObservables observables;
  private final EvaluationSettings settings;
  private final @Nullable InnerSolver inner;
  private final MonotoneGroups monotone;
  private final List<SegmentSimulation> simulations = new ArrayList<>();
  private final List<SegmentSimulation> roots = new ArrayList<>();
  private final Map<SegmentSimulation, StateReadings> readings = new HashMap<>();
  private final boolean hasResiduals;
  private final int states;
  private final int coordinates;
  private final MeasurementLikelihood measured;
  private final @Nullable WholeLoss whole;
  private final @Nullable LaneGroup lanes;
  private boolean areTogether; // simulated as lanes
  private @Nullable GradientMethod cheaper;

  private final double[] linear;
  private final double[] slopes;

  /**
   * The likelihood of a problem.
   *
   * @param inner computes some of the parameters; absent when all are given
   * @throws InputException when a scheme of integration is asked for that the model does not permit
   */
  Likelihood(ProblemPlan plan, EvaluationSettings settings, @Nullable InnerSolver inner)
      throws InputException {
    this.plan = plan;
    parameters = plan.formulas().newValues();
    observables = new SimulatedObservables(plan, parameters);
    this.settings = settings;
    this.inner = inner;
    monotone = new MonotoneGroups(plan);
    whole = WholeLoss.of(plan);
    OdeSystem system = plan.model().newSystem();
    Stepping stepping = settings.tolerances().stepping();
    if (stepping != Stepping.AUTO && !Methods.of(stepping).suits(system)) {
      throw new InputException(
          Finding.error(
              plan.problem().model().id(),
              0,
              0,
              Methods.of(stepping).name()
                  + " cannot integrate algebraic rules, delays and fast reactions",
              "leave the integrator to Lamarck (auto), or take rodas5p"));
    }
    makeSimulations(new Integrators(system, settings.tolerances()));
    lanes = LaneGroup.of(plan, simulations, settings.tolerances()).orElse(null);
    states = system.structure().states();
    coordinates = plan.parameters().coordinates();
    hasResiduals =
        plan.measurements().stream()
            .allMatch(m -> m.isMonotone() || m.noise().distribution().isLeastSquares());
    linear = new double[plan.parameters().size()];
    slopes = new double[coordinates];
    measured = new MeasurementLikelihood(plan, parameters, monotone);
  }

  private void makeSimulations(Integrators integrators) {
    Map<SegmentPlan, SegmentSimulation> made = new HashMap<>();
    Map<SegmentPlan, Integer> depths = new HashMap<>();
    for (SegmentPlan segment : plan.segments()) {
      SegmentPlan parent = segment.parent();
      SegmentSimulation before = parent == null ? null : made.get(parent);
      int depth = parent == null ? 0 : depths.getOrDefault(parent, 0) + 1;
      // where all segments are simulated before any is compared, all keep their steps
      int record = isSum() && whole == null ? depth : simulations.size();
      SegmentSimulation simulation =
          new SegmentSimulation(segment, before, integrators, parameters, record, watched(segment));
      if (before == null) {
        roots.add(simulation);
      }
      made.put(segment, simulation);
      depths.put(segment, depth);
      simulations.add(simulation);
      if (whole != null) {
        StateReadings.of(plan, segment).ifPresent(all -> readings.put(simulation, all));
      }
    }
  }

  /** The states that what is measured in a segment depends on, ascending. */
  private int[] watched(SegmentPlan segment) {
    return Arrays.stream(segment.measurements())
        .mapToObj(plan.measurements()::get)
        .flatMapToInt(measurement -> Arrays.stream(measurement.formulas().arguments()))
        .filter(argument -> argument < plan.model().states().size())
        .distinct()
        .sorted()
        .toArray();
  }

  /** Whether residuals explain the value; where noise is not normal they do not. */
  boolean hasResiduals() {
    return hasResiduals;
  }

  /** The linear values of all parameters at the last point. */
  double[] linear() {
    return linear;
  }

  /**
   * Evaluates.
   *
   * @param x coordinates, on the parameters' scales; those of inner parameters are not used
   * @param keepsRows whether residuals have rows, where they are asked for
   */
  ProblemEvaluation evaluate(Vector x, Derivatives derivatives, boolean keepsRows) {
    return evaluate(x, derivatives, keepsRows, roots);
  }

  /** How many parts the likelihood is a sum of; 1 when it cannot be taken apart. */
  int parts() {
    return isSum() && plan.problem().loss().isLikelihood() ? roots.size() : 1;
  }

  /** Whether measurements add to the value one by one. */
  private boolean isSum() {
    return inner == null && monotone.isEmpty();
  }

  /** The likelihood of some parts alone, by their positions. */
  ProblemEvaluation evaluate(Vector x, Derivatives derivatives, int[] parts) {
    return evaluate(x, derivatives, true, Arrays.stream(parts).mapToObj(roots::get).toList());
  }

  private ProblemEvaluation evaluate(
      Vector x, Derivatives derivatives, boolean keepsRows, List<SegmentSimulation> chosen) {
    Derivatives order =
        derivatives == Derivatives.RESIDUALS && !hasResiduals ? Derivatives.GRADIENT : derivatives;
    GradientMethod method = method(order);
    boolean bends = order == Derivatives.RESIDUALS;
    LikelihoodSums sums =
        new LikelihoodSums(plan.measurements().size(), coordinates, bends, bends && keepsRows);
    plan.parameters().linear(x, linear);
    Failed failed =
        whole != null
            ? evaluateWhole(whole, order, method, sums)
            : isSum()
                ? evaluateSegments(chosen, order, method, sums)
                : evaluateTogether(order, method, sums);
    return failed == null
        ? conclude(sums, order, method)
        : new ProblemEvaluation(
            failed, Double.NaN, Double.NaN, List.of(), sums.steps, method, Map.of(), Map.of());
  }

  private @Nullable Failed evaluateSegments(
      List<SegmentSimulation> chosen,
      Derivatives order,
      GradientMethod method,
      LikelihoodSums sums) {
    plan.parameters().slopes(linear, slopes);
    parameters.evaluate(linear);
    if (chosen.size() == simulations.size() && simulateTogether(order, method, sums)) {
      return compareAll(order, method, sums);
    }
    for (SegmentSimulation simulation : chosen) {
      Failed failed = evaluate(simulation, order, method, sums);
      if (failed != null) {
        return failed;
      }
    }
    return null;
  }

  /** Simulates all, computes inner parameters and functions, and only then compares. */
  private @Nullable Failed evaluateTogether(
      Derivatives order, GradientMethod method, LikelihoodSums sums) {
    if (inner != null) {
      inner.begin(linear);
    }
    parameters.evaluate(linear);
    simulateTogether(order, method, sums);
    for (SegmentSimulation simulation : simulations) {
      Failed failed = areTogether ? null : simulate(simulation, order, method, sums);
      if (failed != null) {
        return failed;
      }
    }
    Failed failed = findFunctions();
    if (failed == null && inner != null) {
      simulations.forEach(one -> inner.observe(one, observables, monotone));
      inner.solve(linear);
      parameters.evaluate(linear);
      failed = findFunctions(); // noise that was computed is known now
    }
    if (failed != null) {
      return failed;
    }
    plan.parameters().slopes(linear, slopes);
    sums.value += monotone.objective();
    failed = compareAll(order, method, sums);
    if (failed == null && order == Derivatives.RESIDUALS) {
      monotone.addRows(sums.gradient, sums);
    }
    return failed;
  }

  /** Simulates all at once if there is a way to; where it fails, they are simulated one by one. */
  private boolean simulateTogether(Derivatives order, GradientMethod method, LikelihoodSums sums) {
    Carried carried = carried(order, method);
    areTogether = false;
    if (lanes != null
        && lanes.carries(carried)
        && lanes.simulate(carried) instanceof Outcome.Completed all) {
      sums.steps += all.steps();
      areTogether = true;
    }
    return areTogether;
  }

  private @Nullable Failed findFunctions() {
    if (monotone.isEmpty()) {
      return null;
    }
    simulations.forEach(one -> monotone.observe(one, observables));
    int undefined = monotone.solve();
    if (undefined < 0) {
      return null;
    }
    MeasurementPlan measurement = plan.measurements().get(undefined);
    return new Failed(
        Reason.NON_FINITE,
        plan.problem().observables().get(measurement.observable()).id(),
        measurement.time(),
        "a simulated value of %s with the noise scale %s cannot be compared"
            .formatted(monotone.value(undefined), monotone.noise(undefined)));
  }

  private @Nullable Failed simulate(
      SegmentSimulation simulation, Derivatives order, GradientMethod method, LikelihoodSums sums) {
    Outcome outcome = simulation.simulate(carried(order, method));
    if (outcome instanceof Outcome.Failed failed) {
      return failed(failed, simulation.plan());
    }
    sums.steps += ((Outcome.Completed) outcome).steps();
    return null;
  }

  /** Simulates all, lets the loss judge the values, and only then sweeps back. */
  private @Nullable Failed evaluateWhole(
      WholeLoss loss, Derivatives order, GradientMethod method, LikelihoodSums sums) {
    plan.parameters().slopes(linear, slopes);
    parameters.evaluate(linear);
    simulateTogether(order, method, sums);
    for (SegmentSimulation simulation : simulations) {
      Failed failed = areTogether ? null : simulate(simulation, order, method, sums);
      if (failed == null) {
        failed = measure(simulation, Derivatives.NONE, null, sums);
      }
      if (failed != null) {
        return failed;
      }
    }
    Failed undefined = loss.judge(sums);
    if (undefined != null || order == Derivatives.NONE) {
      return undefined;
    }
    Failed failed = compareAll(order, method, sums);
    if (failed == null && order == Derivatives.RESIDUALS) {
      loss.addGradient(sums.gradient);
    }
    return failed;
  }

  /** Compares what was simulated, and sweeps back where that gives the gradient. */
  private @Nullable Failed compareAll(
      Derivatives order, GradientMethod method, LikelihoodSums sums) {
    boolean sweepsBack = carried(order, method) == Carried.STEPS;
    List<double[]> bars = new ArrayList<>();
    for (SegmentSimulation simulation : simulations) {
      double[] stateBars = sweepsBack ? new double[simulation.plan().outputs() * states] : null;
      Failed failed = measure(simulation, order, stateBars, sums);
      if (failed != null) {
        return failed;
      }
      if (stateBars != null) {
        bars.add(stateBars);
      }
    }
    if (areTogether && !bars.isEmpty()) {
      return lanes != null && lanes.pullBackward(bars, sums.gradient) instanceof Outcome.Failed one
          ? failed(one, lanes.failed())
          : null;
    }
    for (int i = bars.size() - 1; i >= 0; i--) {
      SegmentSimulation simulation = simulations.get(i);
      if (simulation.pullBackward(bars.get(i), sums.gradient) instanceof Outcome.Failed failed) {
        return failed(failed, simulation.plan());
      }
    }
    return null;
  }

  private static Carried carried(Derivatives order, GradientMethod method) {
    if (order == Derivatives.NONE) {
      return Carried.NOTHING;
    }
    boolean sweepsBack = order == Derivatives.GRADIENT && method == GradientMethod.ADJOINT;
    return sweepsBack ? Carried.STEPS : Carried.TANGENTS;
  }

  private GradientMethod method(Derivatives order) {
    if (order != Derivatives.GRADIENT || settings.method() == GradientMethod.FORWARD) {
      return GradientMethod.FORWARD;
    }
    if (settings.method() == GradientMethod.ADJOINT) {
      return GradientMethod.ADJOINT;
    }
    GradientMethod known = lanes != null ? GradientMethod.ADJOINT : cheaper;
    if (known == null) {
      double excess =
          roots.stream().mapToDouble(root -> root.excessOfTangents(new StateSets(0, 0))).sum();
      known = excess > 0 ? GradientMethod.ADJOINT : GradientMethod.FORWARD;
      cheaper = known;
    }
    return known;
  }

  /** Simulates a segment, compares it with what was measured, and all that go on from it. */
  private @Nullable Failed evaluate(
      SegmentSimulation simulation, Derivatives order, GradientMethod method, LikelihoodSums sums) {
    Carried carried = carried(order, method);
    boolean sweepsBack = carried == Carried.STEPS;
    SegmentPlan segment = simulation.plan();
    Outcome outcome = simulation.simulate(carried);
    if (outcome instanceof Outcome.Failed failed) {
      return failed(failed, segment);
    }
    sums.steps += ((Outcome.Completed) outcome).steps();
    double[] stateBars = sweepsBack ? new double[segment.outputs() * states] : null;
    Failed failure = measure(simulation, order, stateBars, sums);
    for (SegmentSimulation next : simulation.children()) {
      if (failure == null) {
        failure = evaluate(next, order, method, sums);
      }
    }
    if (failure == null
        && stateBars != null
        && simulation.pullBackward(stateBars, sums.gradient) instanceof Outcome.Failed failed) {
      return failed(failed, segment);
    }
    return failure;
  }

  private @Nullable Failed measure(
      SegmentSimulation simulation,
      Derivatives order,
      double @Nullable [] stateBars,
      LikelihoodSums sums) {
    if (areRead(simulation, order, stateBars, sums)) {
      return null;
    }
    SegmentPlan segment = simulation.plan();
    observables.begin(simulation);
    for (int i = 0; i < segment.measurements().length; i++) {
      int index = segment.measurements()[i];
      int output = segment.timeIndex()[i];
      MeasurementPlan measurement = plan.measurements().get(index);
      ObservableKernel kernel = observables.at(simulation, i);
      boolean isCompared = whole != null && order != Derivatives.NONE; // by evaluateWhole, before
      boolean isMonotone = monotone.has(index);
      if (isMonotone) {
        measured.keep(index, sums);
      } else if (!isCompared) {
        observables.evaluate(kernel);
        Failed failed = measured.compare(measurement, kernel, index, segment, sums);
        if (failed != null) {
          return failed;
        }
      }
      if (order == Derivatives.NONE) {
        continue;
      }
      observables.differentiate(kernel);
      if (isMonotone && order == Derivatives.RESIDUALS) {
        measured.give(simulation, measurement, kernel, output, index);
      } else if (isMonotone) {
        measured.addGradientThrough(
            simulation, measurement, kernel, output, index, stateBars, sums);
      } else if (order == Derivatives.RESIDUALS && whole != null) {
        measured.writeTangent(simulation, measurement, kernel, output, index, whole.tangents());
      } else if (order == Derivatives.RESIDUALS) {
        measured.addRows(simulation, measurement, kernel, output, sums);
      } else if (whole != null) {
        double slope = whole.slope(index);
        measured.addSlope(simulation, measurement, kernel, output, slope, stateBars, sums);
      } else {
        double sign = inner == null ? Double.NaN : inner.sign(index);
        measured.addGradient(simulation, measurement, kernel, output, sign, stateBars, sums);
      }
    }
    return null;
  }

  /** Reads all at once where it can be; false where nothing was done. */
  private boolean areRead(
      SegmentSimulation simulation,
      Derivatives order,
      double @Nullable [] stateBars,
      LikelihoodSums sums) {
    StateReadings its = readings.get(simulation);
    if (its == null || whole == null) {
      return false;
    }
    if (order == Derivatives.NONE) {
      return its.keep(simulation.states(), sums);
    }
    if (stateBars == null) {
      return false;
    }
    its.addSlopes(whole.slopes(), stateBars);
    return true;
  }

  private static Failed failed(Outcome.Failed outcome, SegmentPlan segment) {
    return new Failed(outcome.reason(), segment.id(), outcome.time(), outcome.detail());
  }

  private ProblemEvaluation conclude(
      LikelihoodSums sums, Derivatives order, GradientMethod method) {
    Loss loss = plan.problem().loss();
    double value =
        loss instanceof MisfitLoss misfit
            ? misfit.value(sums.value, sums.chiSquared)
            : Objects.requireNonNull(whole).value();
    double factor = loss instanceof MisfitLoss misfit ? misfit.slope(sums.chiSquared) : 1;
    for (int j = 0; j < coordinates; j++) {
      sums.gradient[j] *= slopes[j] * factor;
    }
    Evaluation evaluation = evaluation(sums, order, value, factor);
    boolean failed = evaluation instanceof Failed;
    return new ProblemEvaluation(
        evaluation,
        failed || !loss.isLikelihood() ? Double.NaN : -value,
        failed ? Double.NaN : sums.chiSquared,
        failed ? List.of() : sums.simulated.known(),
        sums.steps,
        method,
        failed ? Map.of() : plan.parameters().estimates(linear),
        failed ? Map.of() : monotone.scales());
  }

  private Evaluation evaluation(
      LikelihoodSums sums, Derivatives order, double value, double factor) {
    if (!Double.isFinite(value)) {
      return new Failed(Reason.NON_FINITE, "", Double.NaN, "the objective is " + value);
    }
    if (order == Derivatives.NONE) {
      return new Evaluation.Value(value);
    }
    Vector gradient = Vector.of(sums.gradient);
    if (!gradient.isFinite()) {
      return new Failed(Reason.NON_FINITE, "", Double.NaN, "the gradient is " + gradient);
    }
    if (order == Derivatives.GRADIENT) {
      return new Evaluation.Gradient(value, gradient);
    }
    if (whole != null) {
      return whole.evaluation(gradient, slopes);
    }
    return new Evaluation.LeastSquares(
        value, gradient, sums.residuals(), sums.jacobian(slopes), sums.curvature(slopes, factor));
  }
}
