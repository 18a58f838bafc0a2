package org.lamarck.worker.horizon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.loss.TermLoss;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SimulationLoss;

/**
 * A problem whose experiments are cut into windows that begin anywhere (multiple shooting; Bock
 * 1981): the states at the beginning of each window but the first are parameters, and that each
 * window ends where the next one begins is one more residual for each state. No window is long
 * enough for a trajectory to leave the data, so that bad parameters have gradients of use.
 *
 * <p>The residuals of continuity are (y(end) − begin)/(tightness · size of the state), beside those
 * of data in units of their noise, or of their own variation where there is none. At 0 they do not
 * count, and what is left is the loss of the whole. The states at the beginnings of windows stand
 * before all other parameters, in the order of time: each window has to do with the next one and
 * with those alone, so that a factorisation of JᵀJ eliminates window after window (condensing; Bock
 * 1981), see {@link org.lamarck.strategies.linalg.Cholesky}.
 */
public final class MultipleShooting {
  private static final String NEXT = "next window";

  /** How far beyond the data a window may begin, in sizes of the state. */
  private static final double ROOM = 5;

  private final EstimationProblem whole;
  private final OdeModel model;
  private final double tightness;
  private final List<Quantity> states;
  private final List<StateGuess> guesses = new ArrayList<>();
  private final List<Parameter> begins = new ArrayList<>(); // of windows
  private final List<Experiment> experiments;
  private final List<Observable> observables;
  private final List<Measurement> continuity = new ArrayList<>();

  private MultipleShooting(EstimationProblem whole, double tightness) {
    this.whole = whole;
    this.tightness = tightness;
    model = whole.model();
    states = model.quantities().stream().filter(Quantity::isState).toList();
    experiments = new ArrayList<>(whole.experiments());
    observables = new ArrayList<>(whole.observables());
    states.forEach(state -> guesses.add(StateGuess.of(whole, state)));
  }

  /** Why a problem cannot be cut; empty when it can. */
  public static Optional<String> refusal(EstimationProblem problem) {
    OdeModel model = problem.model();
    Set<String> states = new HashSet<>();
    model.quantities().stream().filter(Quantity::isState).forEach(one -> states.add(one.id()));
    if (problem.models().size() > 1) {
      return Optional.of("there are several models");
    }
    if (!model.events().isEmpty()) {
      return Optional.of("the model has events");
    }
    if (model.quantities().stream().anyMatch(one -> one.isState() && !one.hasRate())) {
      return Optional.of("the model has delays or algebraic rules");
    }
    if (model.quantities().stream()
        .anyMatch(one -> one.isConstant() && uses(one.initial(), states))) {
      return Optional.of("a constant of the model follows from where the states begin");
    }
    if (problem.experiments().stream()
        .anyMatch(one -> one.periods().size() > 1 || one.periods().get(0).start() < -1e308)) {
      return Optional.of("an experiment has several periods");
    }
    if (problem.measurements().stream().anyMatch(one -> Double.isInfinite(one.time()))) {
      return Optional.of("a steady state is measured");
    }
    return problem.loss() instanceof SimulationLoss
            && !(problem.loss() instanceof TermLoss terms && terms.isOfValues())
        ? Optional.of("the loss is of features of whole curves")
        : Optional.empty();
  }

  private static boolean uses(Expression formula, Set<String> names) {
    return Subgraph.leaves(formula).stream()
        .anyMatch(leaf -> leaf.isSymbol() && names.contains(leaf.name()));
  }

  /**
   * A problem in windows.
   *
   * @param windows how many each experiment is cut into; fewer where it is measured at few times
   * @param tightness what a gap between windows is in sizes of the state, at the cost of a residual
   *     of 1
   * @throws IllegalArgumentException when it cannot be cut
   */
  public static EstimationProblem of(EstimationProblem problem, int windows, double tightness) {
    refusal(problem)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("there is no multiple shooting where " + why);
            });
    return new MultipleShooting(problem, tightness).cut(windows);
  }

  private EstimationProblem cut(int windows) {
    int first = observables.size();
    for (int i = 0; i < states.size(); i++) {
      observables.add(gap(states.get(i).id(), tightness * guesses.get(i).size() / unit()));
    }
    List<Measurement> moved = new ArrayList<>(whole.measurements());
    for (int e = 0; e < whole.experiments().size(); e++) {
      int own = e;
      double[] times =
          whole.measurements().stream()
              .filter(one -> one.experiment() == own)
              .mapToDouble(Measurement::time)
              .sorted()
              .distinct()
              .toArray();
      double begin = whole.experiments().get(e).periods().get(0).start();
      int count = Math.min(windows, times.length / 2);
      int last = e;
      for (int w = 1; w < count; w++) {
        double from = times[times.length * w / count];
        if (from > begin) {
          last = window(e, last, w, from, first, moved);
        }
      }
    }
    moved.addAll(continuity);
    List<Parameter> parameters = new ArrayList<>(begins);
    parameters.addAll(whole.parameters());
    Loss loss =
        whole.loss() instanceof TermLoss terms
            ? terms.plusSquares(continuity.size())
            : whole.loss();
    return new EstimationProblem(
        whole.id(), whole.models(), parameters, experiments, observables, moved, loss);
  }

  /** What a residual of 1 is in the units of a norm of misfits, which has no noise. */
  private double unit() {
    if (whole.loss() != MisfitLoss.EUCLIDEAN_NORM) {
      return 1;
    }
    double[] values = whole.measurements().stream().mapToDouble(Measurement::value).toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    double square = Arrays.stream(values).map(one -> (one - mean) * (one - mean)).sum();
    return square > 0 ? Math.sqrt(square / values.length) : 1;
  }

  private Observable gap(String state, double scale) {
    ExpressionPool pool = model.pool();
    Expression difference = pool.symbol(state).minus(pool.symbol(NEXT));
    return new Observable(
        "continuity of " + state,
        difference.over(pool.constant(scale)),
        pool.constant(1),
        Noise.NORMAL,
        List.of(NEXT),
        List.of(),
        0);
  }

  /**
   * Adds a window.
   *
   * @param before the experiment of the window before
   * @param first the position of the first observable of continuity
   * @param moved measurements, of which those from its time on are given to it
   * @return its experiment
   */
  private int window(
      int experiment, int before, int w, double from, int first, List<Measurement> moved) {
    Experiment.Period period = whole.experiments().get(experiment).periods().get(0);
    List<Assignment> assignments = new ArrayList<>();
    Set<String> set = new HashSet<>();
    states.forEach(state -> set.add(state.id()));
    period.assignments().stream()
        .filter(one -> !set.contains(one.target()))
        .forEach(assignments::add);
    int own = experiments.size();
    for (int i = 0; i < states.size(); i++) {
      String id = "%s of window %d of %s".formatted(states.get(i).id(), w, period.id());
      begins.add(guesses.get(i).parameter(id, experiment, from, ROOM));
      Expression begin = model.pool().symbol(id);
      assignments.add(new Assignment(states.get(i).id(), begin));
      continuity.add(new Measurement(first + i, before, from, 0, List.of(begin), List.of()));
    }
    experiments.add(
        new Experiment(
            period.id() + " window " + w,
            List.of(new Experiment.Period(period.id(), from, assignments))));
    for (int m = 0; m < moved.size(); m++) {
      Measurement one = whole.measurements().get(m);
      if (one.experiment() == experiment && one.time() >= from) {
        moved.set(m, one.at(one.observable(), own));
      }
    }
    return own;
  }
}
