package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Evaluation.Failed;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.integrate.OdeSystem;
import org.lamarck.worker.integrate.Outcome;
import org.lamarck.worker.objective.PhaseSimulation.Carried;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Loss;

/**
 * An estimation problem as an objective: the negative log-likelihood of what was measured, or the
 * Euclidean norm of the misfit. Serves one thread; the compiled model is shared by all.
 *
 * <p>Residuals are (T(m) − T(h))/σ, one for each measurement, and where a σ is not a fixed number a
 * second one √(2 ln σ + 200) whose half square is ln σ and a constant (as in AMICI and Fides), so
 * that value = ½ rᵀr + const. The curvature is the expected Fisher information ∂hᵀ∂h/σ² + 2
 * ∂σᵀ∂σ/σ². Laplace noise has no residuals of this kind: asked for them, the objective answers with
 * a gradient.
 */
public final class ProblemObjective implements Objective {
  private static final double SIGMA_OFFSET = 200;

  /** From so many directions on one sweep back is expected to be cheaper than tangents. */
  private static final int ADJOINT_FROM = 24;

  private final ProblemPlan plan;
  private final EvaluationSettings settings;
  private final List<PhaseSimulation> simulations = new ArrayList<>();
  private final List<PhaseSimulation> roots = new ArrayList<>();
  private final boolean hasResiduals;
  private final int states;
  private final int constants;
  private final int coordinates;

  private final double[] linear;
  private final double[] slopes;
  private final double[] y;
  private final double[] inputs;

  /** Derivatives by states, constants and extras of one measurement. */
  private final double[] bar;

  /** What one evaluation gathers. */
  private static final class Tally {
    private double value;
    private double chiSquared;
    private long steps;
    private final List<ProblemEvaluation.@Nullable Simulated> simulated;
    private final double[] gradient;
    private final List<double[]> jacobian = new ArrayList<>();
    private final List<Double> residuals = new ArrayList<>();
    private final double[] curvature;

    Tally(int measurements, int coordinates, boolean residuals) {
      simulated = new ArrayList<>();
      for (int m = 0; m < measurements; m++) {
        simulated.add(null);
      }
      gradient = new double[coordinates];
      curvature = new double[residuals ? coordinates * coordinates : 0];
    }
  }

  private ProblemObjective(ProblemPlan plan, EvaluationSettings settings) {
    this.plan = plan;
    this.settings = settings;
    OdeSystem system = plan.model().newSystem();
    makeSimulations(new Instruments(system, settings.tolerances()));
    states = system.structure().states();
    constants = system.structure().constants();
    coordinates = plan.parameters().coordinates();
    hasResiduals =
        plan.problem().loss() == Loss.EUCLIDEAN_NORM
            || plan.measurements().stream().noneMatch(m -> NoiseModel.isLaplace(m.noise()));
    linear = new double[plan.parameters().size()];
    slopes = new double[coordinates];
    y = new double[states];
    int extras =
        plan.measurements().stream().mapToInt(m -> m.kernel().extras().size()).max().orElse(0);
    inputs = new double[constants + extras];
    bar = new double[states + constants + extras];
  }

  private void makeSimulations(Instruments instruments) {
    Map<PhasePlan, PhaseSimulation> made = new IdentityHashMap<>();
    Map<PhasePlan, Integer> depths = new IdentityHashMap<>();
    for (PhasePlan phase : plan.phases()) {
      PhasePlan parent = phase.parent();
      int depth = parent == null ? 0 : depths.getOrDefault(parent, 0) + 1;
      PhaseSimulation simulation = new PhaseSimulation(phase, instruments, plan.formulas(), depth);
      PhaseSimulation before = parent == null ? null : made.get(parent);
      (before == null ? roots : before.children()).add(simulation);
      made.put(phase, simulation);
      depths.put(phase, depth);
      simulations.add(simulation);
    }
  }

  /**
   * Compiles a problem.
   *
   * @throws InputException when the problem uses what is not supported, or leaves a value open
   */
  public static ProblemObjective of(EstimationProblem problem, EvaluationSettings settings)
      throws InputException {
    return new ProblemObjective(new ProblemPlan(problem), settings);
  }

  /** The parameters that are searched and how coordinates become their values. */
  public ParameterMap parameters() {
    return plan.parameters();
  }

  /** The box of the search, on the parameters' scales. */
  public SearchSpace space() {
    return plan.parameters().space();
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    return evaluateFully(x, derivatives).evaluation();
  }

  /**
   * Evaluates and tells all about it.
   *
   * @param x coordinates, on the parameters' scales
   */
  public ProblemEvaluation evaluateFully(Vector x, Derivatives derivatives) {
    plan.parameters().linear(x, linear);
    plan.parameters().slopes(linear, slopes);
    plan.formulas().evaluate(linear);
    Derivatives order =
        derivatives == Derivatives.RESIDUALS && !hasResiduals ? Derivatives.GRADIENT : derivatives;
    GradientMethod method = method(order);
    Tally tally =
        new Tally(plan.measurements().size(), coordinates, order == Derivatives.RESIDUALS);
    for (PhaseSimulation simulation : roots) {
      Failed failed = evaluate(simulation, order, method, tally);
      if (failed != null) {
        return new ProblemEvaluation(
            failed, Double.NaN, Double.NaN, List.of(), tally.steps, method);
      }
    }
    return conclude(tally, order, method);
  }

  private GradientMethod method(Derivatives order) {
    if (order != Derivatives.GRADIENT || settings.method() == GradientMethod.FORWARD) {
      return GradientMethod.FORWARD;
    }
    if (settings.method() == GradientMethod.ADJOINT) {
      return GradientMethod.ADJOINT;
    }
    int most = simulations.stream().mapToInt(PhaseSimulation::directions).max().orElse(0);
    return most >= ADJOINT_FROM ? GradientMethod.ADJOINT : GradientMethod.FORWARD;
  }

  /** Simulates a phase, compares it with what was measured, and all that go on from it. */
  private @Nullable Failed evaluate(
      PhaseSimulation simulation, Derivatives order, GradientMethod method, Tally tally) {
    boolean sweepsBack = order == Derivatives.GRADIENT && method == GradientMethod.ADJOINT;
    Carried carried =
        order == Derivatives.NONE ? Carried.NOTHING : sweepsBack ? Carried.STEPS : Carried.TANGENTS;
    PhasePlan phase = simulation.plan();
    Outcome outcome = simulation.simulate(carried);
    if (outcome instanceof Outcome.Failed failed) {
      return failed(failed, phase);
    }
    tally.steps += ((Outcome.Completed) outcome).steps();
    double[] stateBars = sweepsBack ? new double[phase.outputs() * states] : null;
    Failed failure = measure(simulation, order, stateBars, tally);
    for (PhaseSimulation next : simulation.children()) {
      if (failure == null) {
        failure = evaluate(next, order, method, tally);
      }
    }
    if (failure == null
        && stateBars != null
        && simulation.pullBackward(stateBars, tally.gradient) instanceof Outcome.Failed failed) {
      return failed(failed, phase);
    }
    return failure;
  }

  private @Nullable Failed measure(
      PhaseSimulation simulation, Derivatives order, double @Nullable [] stateBars, Tally tally) {
    PhasePlan phase = simulation.plan();
    System.arraycopy(simulation.constants(), 0, inputs, 0, constants);
    for (int i = 0; i < phase.measurements().length; i++) {
      int index = phase.measurements()[i];
      int output = phase.timeIndex()[i];
      double time = simulation.time(output);
      MeasurementPlan measurement = plan.measurements().get(index);
      simulation.states(output, y);
      measurement.fillExtras(plan.formulas(), inputs, constants);
      measurement.kernel().evaluate(time, y, inputs);
      Failed failed = compare(measurement, index, phase, tally);
      if (failed != null) {
        return failed;
      }
      if (order == Derivatives.NONE) {
        continue;
      }
      measurement.kernel().differentiate(time, y, inputs);
      if (order == Derivatives.RESIDUALS) {
        addRows(simulation, measurement, output, tally);
      } else {
        addGradient(simulation, measurement, output, stateBars, tally);
      }
    }
    return null;
  }

  private static Failed failed(Outcome.Failed outcome, PhasePlan phase) {
    return new Failed(outcome.reason(), phase.id(), outcome.time(), outcome.detail());
  }

  /** Adds one measurement to value and χ²; keeps its residual. */
  private @Nullable Failed compare(
      MeasurementPlan measurement, int index, PhasePlan phase, Tally tally) {
    double h = measurement.kernel().value();
    boolean norm = plan.problem().loss() == Loss.EUCLIDEAN_NORM;
    double sigma = norm ? 1 : measurement.kernel().sigma();
    double transformed = norm ? h : NoiseModel.transform(measurement.noise(), h);
    double measured = norm ? measurement.value() : measurement.transformed();
    double residual = (measured - transformed) / sigma;
    if (!(sigma > 0) || Double.isInfinite(sigma)) {
      return new Failed(
          Reason.INVALID_PARAMETERS,
          phase.id(),
          measurement.time(),
          "the noise scale is " + sigma + "; it must be above 0 and finite");
    }
    if (!Double.isFinite(residual)) {
      return new Failed(
          Reason.NON_FINITE,
          phase.id(),
          measurement.time(),
          "a simulated value of " + h + " cannot be compared with " + measurement.value());
    }
    tally.simulated.set(index, new ProblemEvaluation.Simulated(h, sigma, residual));
    tally.chiSquared += residual * residual;
    if (!norm) {
      tally.value +=
          NoiseModel.negativeLogLikelihood(
              measurement.noise(), residual, sigma, measurement.value());
    }
    return null;
  }

  private double residual(MeasurementPlan measurement) {
    return plan.problem().loss() == Loss.EUCLIDEAN_NORM
        ? measurement.value() - measurement.kernel().value()
        : (measurement.transformed()
                - NoiseModel.transform(measurement.noise(), measurement.kernel().value()))
            / measurement.kernel().sigma();
  }

  /** Adds a measurement's part of the gradient; states' part is left in {@code stateBars}. */
  private void addGradient(
      PhaseSimulation simulation,
      MeasurementPlan measurement,
      int time,
      double @Nullable [] stateBars,
      Tally tally) {
    ObservableKernel kernel = measurement.kernel();
    double residual = residual(measurement);
    Arrays.fill(bar, 0);
    if (plan.problem().loss() == Loss.EUCLIDEAN_NORM) {
      kernel.accumulate(-residual, 0, bar);
    } else {
      double sigma = kernel.sigma();
      kernel.accumulate(
          NoiseModel.byTransformed(measurement.noise(), residual, sigma)
              * NoiseModel.slope(measurement.noise(), kernel.value()),
          NoiseModel.bySigma(measurement.noise(), residual, sigma),
          bar);
    }
    if (stateBars != null) {
      for (int i = 0; i < states; i++) {
        stateBars[time * states + i] += bar[i];
      }
      simulation.addConstants(bar, states);
      measurement.pullExtras(plan.formulas(), bar, states + constants, tally.gradient);
    } else {
      simulation.pullForward(time, bar, tally.gradient);
      pullDirect(simulation, measurement, tally.gradient);
    }
  }

  /** What {@code bar} says of constants and extras, for the coordinates. */
  private void pullDirect(
      PhaseSimulation simulation, MeasurementPlan measurement, double[] gradient) {
    simulation.pullConstants(bar, states, gradient);
    measurement.pullExtras(plan.formulas(), bar, states + constants, gradient);
  }

  /** Adds a measurement's rows of residuals and Jacobian, its gradient and its curvature. */
  private void addRows(
      PhaseSimulation simulation, MeasurementPlan measurement, int time, Tally tally) {
    ObservableKernel kernel = measurement.kernel();
    double residual = residual(measurement);
    double[] byValue = row(simulation, measurement, time, 1, 0);
    if (plan.problem().loss() == Loss.EUCLIDEAN_NORM) {
      scale(-1, byValue);
      addRow(residual, byValue, tally);
      addCurvature(1, byValue, tally);
      addScaled(residual, byValue, tally.gradient);
      return;
    }
    double sigma = kernel.sigma();
    double slope = NoiseModel.slope(measurement.noise(), kernel.value());
    scale(slope / sigma, byValue);
    addCurvature(1, byValue, tally);
    scale(-1, byValue);
    if (kernel.noiseVaries()) {
      double[] bySigma = row(simulation, measurement, time, 0, 1);
      addScaled(-residual / sigma, bySigma, byValue);
      addRow(residual, byValue, tally);
      addCurvature(2 / (sigma * sigma), bySigma, tally);
      double sigmaResidual = Math.sqrt(2 * Math.log(sigma) + SIGMA_OFFSET);
      addScaled(residual, byValue, tally.gradient);
      addScaled(1 / sigma, bySigma, tally.gradient);
      scale(1 / (sigma * sigmaResidual), bySigma);
      addRow(sigmaResidual, bySigma, tally);
    } else {
      addRow(residual, byValue, tally);
      addScaled(residual, byValue, tally.gradient);
    }
  }

  /** The row a · ∂h + b · ∂σ by the coordinates, linear scale. */
  private double[] row(
      PhaseSimulation simulation, MeasurementPlan measurement, int time, double a, double b) {
    Arrays.fill(bar, 0);
    measurement.kernel().accumulate(a, b, bar);
    double[] row = new double[coordinates];
    simulation.pullForward(time, bar, row);
    pullDirect(simulation, measurement, row);
    return row;
  }

  private static void scale(double factor, double[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] *= factor;
    }
  }

  private static void addScaled(double factor, double[] row, double[] sum) {
    for (int j = 0; j < row.length; j++) {
      sum[j] += factor * row[j];
    }
  }

  private static void addRow(double residual, double[] row, Tally tally) {
    tally.residuals.add(residual);
    tally.jacobian.add(row.clone());
  }

  private static void addCurvature(double factor, double[] row, Tally tally) {
    int n = row.length;
    for (int j = 0; j < n; j++) {
      double left = factor * row[j];
      if (left != 0) {
        for (int k = 0; k < n; k++) {
          tally.curvature[j * n + k] += left * row[k];
        }
      }
    }
  }

  private ProblemEvaluation conclude(Tally tally, Derivatives order, GradientMethod method) {
    boolean norm = plan.problem().loss() == Loss.EUCLIDEAN_NORM;
    double length = Math.sqrt(tally.chiSquared);
    double value = norm ? length : tally.value;
    // d‖r‖ = rᵀdr/‖r‖; at a perfect fit the gradient is zero and any positive factor will do
    double factor = norm && length > 0 ? 1 / length : 1;
    for (int j = 0; j < coordinates; j++) {
      tally.gradient[j] *= slopes[j] * factor;
    }
    List<ProblemEvaluation.Simulated> simulated = new ArrayList<>();
    for (ProblemEvaluation.Simulated one : tally.simulated) {
      if (one != null) {
        simulated.add(one);
      }
    }
    Evaluation evaluation = evaluation(tally, order, value, factor);
    boolean failed = evaluation instanceof Failed;
    return new ProblemEvaluation(
        evaluation,
        norm || failed ? Double.NaN : -value,
        failed ? Double.NaN : tally.chiSquared,
        failed ? List.of() : simulated,
        tally.steps,
        method);
  }

  private Evaluation evaluation(Tally tally, Derivatives order, double value, double factor) {
    if (!Double.isFinite(value)) {
      return new Failed(Reason.NON_FINITE, "", Double.NaN, "the objective is " + value);
    }
    if (order == Derivatives.NONE) {
      return new Evaluation.Value(value);
    }
    Vector gradient = Vector.of(tally.gradient);
    if (!gradient.isFinite()) {
      return new Failed(Reason.NON_FINITE, "", Double.NaN, "the gradient is " + gradient);
    }
    if (order == Derivatives.GRADIENT) {
      return new Evaluation.Gradient(value, gradient);
    }
    int rows = tally.jacobian.size();
    double[] jacobian = new double[rows * coordinates];
    double[] residuals = new double[rows];
    for (int i = 0; i < rows; i++) {
      residuals[i] = tally.residuals.get(i);
      for (int j = 0; j < coordinates; j++) {
        jacobian[i * coordinates + j] = tally.jacobian.get(i)[j] * slopes[j];
      }
    }
    double[] curvature = tally.curvature;
    for (int j = 0; j < coordinates; j++) {
      for (int k = 0; k < coordinates; k++) {
        curvature[j * coordinates + k] *= slopes[j] * slopes[k] * factor;
      }
    }
    return new Evaluation.LeastSquares(
        value,
        gradient,
        Vector.of(residuals),
        Matrix.of(rows, coordinates, jacobian),
        Matrix.of(coordinates, coordinates, curvature));
  }
}
