package org.lamarck.driver.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.problem.ReadProblem;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.Program;
import org.lamarck.driver.record.RunProvenance;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Shown;
import org.lamarck.driver.record.Source;
import org.lamarck.driver.record.StartValue;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Units;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.loss.Spectra;
import org.lamarck.worker.loss.TermLoss;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemEvaluation.Simulated;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.problem.SimulationLoss;
import org.lamarck.worker.task.EstimationObjective;
import org.lamarck.worker.task.PosteriorObjective;
import org.lamarck.worker.task.PredictionReader;
import org.lamarck.worker.task.SerializedProblem;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * A problem on its way through a run: what workers need of it before, and what the record says of
 * the best point after.
 */
public final class EstimationRun extends SourceRun {
  /** Steps times states times directions of an evaluation that takes about a second. */
  private static final double MODERATE = 5e6;

  /** And of one that takes many. */
  private static final double SLOW = 2e8;

  /** The cost of the states' own steps, in directions. */
  private static final int VALUE = 8;

  /** The eigenvectors of the curvature of more parameters would take longer than a search. */
  private static final int MOST_UNCERTAIN = 1000;

  private final ReadProblem read;
  private final EstimationProblem problem;
  private final EvaluationSettings settings;
  private final ProblemObjective objective;
  private final SerializedProblem serialized;
  private @Nullable Pace pace; // when it is known
  private @Nullable Units units; // when they are known

  private EstimationRun(
      ReadProblem read,
      SerializedProblem serialized,
      EvaluationSettings settings,
      @Nullable Pace known)
      throws InputException {
    super(
        new EstimationObjective(read.problem().id(), serialized, settings),
        serialized.hash(),
        read.place(),
        read.file());
    this.read = read;
    problem = read.problem();
    this.settings = settings;
    this.serialized = serialized;
    objective = ProblemObjective.of(serialized.hash(), read::problem, settings);
    requireBounds();
    pace = known;
  }

  /** An inner parameter needs bounds only when it is searched after all. */
  private void requireBounds() throws InputException {
    List<Finding> findings = new ArrayList<>();
    for (Parameter parameter : objective.parameters().estimated()) {
      boolean endless = !Double.isFinite(parameter.upper() - parameter.lower());
      boolean drawn = // a network's weight has starts, and with them a range
          parameter.inner() == Parameter.Inner.NONE
              && Double.isFinite(parameter.initialization().second());
      if (endless && parameter.prior() == null && !drawn) {
        findings.add(
            Finding.error(
                read.place(),
                0,
                0,
                "parameter " + parameter.id() + " is searched and has an infinite bound",
                "give it finite bounds, or have it computed by --hierarchical table"));
      }
    }
    if (!findings.isEmpty()) {
      throw new InputException(findings);
    }
  }

  /**
   * Compiles a problem.
   *
   * @throws InputException when the problem cannot be compiled
   */
  public static EstimationRun of(ReadProblem read, EvaluationSettings settings)
      throws InputException {
    // the bytes first: compiling leaves traces in formulas
    SerializedProblem serialized = SerializedProblem.of(read.problem());
    ProblemObjective.of(serialized.hash(), read::problem, settings); // complains, if it must
    return new EstimationRun(read, serialized, settings, null);
  }

  /** The same evaluated otherwise, at a pace that is to be measured. */
  EstimationRun with(EvaluationSettings others) throws InputException {
    return new EstimationRun(read, serialized, others, null);
  }

  /** How many of the estimated parameters are computed and not searched. */
  int computed() {
    return settings.inner() == EvaluationSettings.Inner.NONE
        ? 0
        : problem.estimated().size() - searched().size();
  }

  public EstimationProblem problem() {
    return problem;
  }

  /** How it is evaluated. */
  public EvaluationSettings settings() {
    return settings;
  }

  @Override
  public SourceRun withAllSearched() throws InputException {
    return new EstimationRun(
        read, serialized, settings.withInner(EvaluationSettings.Inner.NONE), pace);
  }

  @Override
  public Optional<PredictionReader> predictions(String asked) {
    return Optional.of(new PredictionReader(serialized, settings, asked));
  }

  @Override
  public boolean isName(String name) {
    return super.isName(name)
        || problem.observables().stream().anyMatch(one -> one.id().equals(name))
        || problem.models().stream().anyMatch(model -> model.quantity(name).isPresent());
  }

  @Override
  public ObjectiveSource posterior() {
    return posterior(settings);
  }

  @Override
  public Optional<ObjectiveSource> coarsePosterior() {
    Tolerances coarse = settings.tolerances().forDraws();
    return coarse.equals(settings.tolerances())
        ? Optional.empty()
        : Optional.of(posterior(settings.with(coarse)));
  }

  private ObjectiveSource posterior(EvaluationSettings others) {
    return new PosteriorObjective(new EstimationObjective(problem.id(), serialized, others));
  }

  @Override
  public List<Parameter> searched() {
    return objective.parameters().estimated();
  }

  @Override
  public Loss loss() {
    return problem.loss();
  }

  @Override
  public String size() {
    return "%d parameters, %d measurements"
        .formatted(space().dimension() + computed(), problem.measurements().size());
  }

  @Override
  public List<String> remarks() {
    return Stream.of(scaleRemark(), priorRemark(), innerRemark())
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<Parameter> parameters() {
    return problem.parameters();
  }

  /**
   * A beginning at several points, in their order; ids that are left out have their nominal values.
   *
   * @param from who named the points
   * @param starts on the linear scale, by id
   * @throws InputException when a parameter has no value at all, or one that is not estimated is
   *     given another value than its own
   */
  @Override
  public StartPoints startPoints(String from, List<Map<String, Double>> starts)
      throws InputException {
    List<Vector> points = new ArrayList<>();
    Set<String> moved = new LinkedHashSet<>();
    for (Map<String, Double> start : starts) {
      points.add(point(from, start, moved));
    }
    return new StartPoints(from, points, List.copyOf(moved));
  }

  @Override
  StartPoints relaxedStarts(RelaxedStarts.Kind kind, long seed)
      throws ConfigException, InputException {
    return new RelaxedStarts(kind, problem, settings, space()).find(seed);
  }

  private Vector point(String from, Map<String, Double> values, Set<String> moved)
      throws InputException {
    List<Finding> findings = new ArrayList<>();
    for (Parameter parameter : problem.parameters()) {
      double value = values.getOrDefault(parameter.id(), parameter.nominal());
      if (!parameter.estimated() && value != parameter.nominal()) {
        findings.add(
            Finding.error(
                from,
                0,
                0,
                "parameter %s is %s, but it is not estimated and stays %s"
                    .formatted(parameter.id(), value, parameter.nominal()),
                "remove its row, or change the problem"));
      }
    }
    SearchSpace space = space();
    List<Parameter> searched = objective.parameters().estimated();
    double[] point = new double[searched.size()];
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = searched.get(i);
      double value = values.getOrDefault(parameter.id(), parameter.nominal());
      double inside = Math.min(Math.max(value, parameter.lower()), parameter.upper());
      if (Double.isNaN(value)) {
        findings.add(
            Finding.error(
                read.place(),
                0,
                0,
                "parameter " + parameter.id() + " has no nominal value to begin at",
                "begin at random, or at a file that gives it one"));
      } else if (inside != value) {
        moved.add(parameter.id());
      }
      point[i] = parameter.scale().toScale(inside);
    }
    if (!findings.isEmpty()) {
      throw new InputException(findings);
    }
    return space.clip(Vector.of(point));
  }

  @Override
  public Map<String, Double> estimates(Vector point) {
    return objective.evaluateFully(point, Derivatives.NONE).estimates();
  }

  /** The same at another pace, with settings that suit it. */
  public EstimationRun slowly(EvaluationSettings others) throws InputException {
    return new EstimationRun(read, serialized, others, Pace.SLOW);
  }

  /**
   * What one evaluation costs, by what the integrator does at the nominal point, or in the middle
   * of the box where there is none: the same on every machine.
   */
  @Override
  public Pace pace() {
    Pace known = pace;
    if (known == null) {
      known = measured();
      pace = known;
    }
    return known;
  }

  private Pace measured() {
    SearchSpace space = objective.space();
    Vector nominal = objective.parameters().nominal();
    double[] middle = new double[space.dimension()];
    Arrays.fill(middle, 0.5);
    Vector point = nominal.isFinite() ? space.clip(nominal) : space.fromUnit(Vector.of(middle));
    long steps = objective.evaluateFully(point, Derivatives.NONE).steps();
    long states =
        problem.models().stream()
            .mapToLong(model -> model.quantities().stream().filter(Quantity::isState).count())
            .max()
            .orElse(0);
    double work = (double) steps * states * (space.dimension() + VALUE);
    return work >= SLOW ? Pace.SLOW : work >= MODERATE ? Pace.MODERATE : Pace.USUAL;
  }

  /** Which scales were chosen for the search, where the problem says none; one line. */
  private Optional<String> scaleRemark() {
    if (read.version() == FormatVersion.V1) {
      return Optional.empty();
    }
    List<Parameter> searched = objective.parameters().estimated();
    List<String> linear =
        searched.stream().filter(p -> p.scale() == Scale.LIN).map(Parameter::id).toList();
    int rest = searched.size() - linear.size();
    String line =
        linear.isEmpty()
            ? "all parameters are searched on log10 scales"
            : rest == 0
                ? "all parameters are searched on linear scales"
                : "%d of %d parameters are searched on log10 scales, on linear ones %s"
                    .formatted(rest, searched.size(), String.join(", ", linear));
    return Optional.of(line + "; PEtab 2 has none, --parameter-scale chooses");
  }

  /** Whether the priors of the problem count, where it has any; one line. */
  private Optional<String> priorRemark() {
    int count = problem.withPriors().size();
    if (count == 0) {
      return Optional.empty();
    }
    String priors =
        count == 1 ? "the prior of 1 parameter" : "the priors of " + count + " parameters";
    if (settings.priors()) {
      return Optional.of(
          priors
              + (count == 1 ? " counts" : " count")
              + ": what is maximised is the posterior; --objective likelihood leaves priors out");
    }
    return Optional.of(
        priors
            + (count == 1 ? " does not count" : " do not count")
            + (problem.loss().isLikelihood()
                ? ": what is maximised is the likelihood, as --objective says"
                : ": the loss is a norm"));
  }

  /** How many parameters are computed and not searched, where there are any; one line. */
  private Optional<String> innerRemark() {
    int count = computed();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d parameters have a closed form and are computed, not searched; --hierarchical off searches them"
                .formatted(count, problem.estimated().size()));
  }

  /**
   * The record of a run of this problem.
   *
   * @param engine where it ran, for people
   */
  @Override
  public RunRecord record(RunSettings run, RunOutcome outcome, String engine) {
    return record(run, outcome, engine, true);
  }

  /** Without errors of the estimates; without the fit, where an evaluation takes seconds. */
  @Override
  RunRecord sketch(RunSettings run, RunOutcome outcome, String engine) {
    return record(run, outcome, engine, false);
  }

  private RunRecord record(RunSettings run, RunOutcome outcome, String engine, boolean isWhole) {
    RunProvenance provenance =
        new RunProvenance(
            Program.version(),
            Program.java(),
            engine,
            new Source(place(), problem.id(), hash(), read.version(), read.scales()),
            loss(),
            run,
            settings);
    Best best = outcome.state().best();
    boolean isQuick = isWhole || pace() != Pace.SLOW;
    Fit fit = best == null || !isQuick ? null : fit(best.point(), isWhole);
    List<StartValue> starts =
        isWhole ? run.startPoints().points().stream().map(this::startValue).toList() : List.of();
    RunRecord record =
        new RunRecord(
            provenance,
            problem.parameters(),
            objective.parameters().estimated(),
            outcome,
            starts,
            fit);
    return best == null || !isQuick ? record : record.with(shown(best.point()));
  }

  /** The curves of a loss that compares no values; of others {@link #fit} has them. */
  private Shown shown(Vector point) {
    List<Exhibit> exhibits = new ArrayList<>();
    if (problem.loss() instanceof SimulationLoss loss) {
      ProblemEvaluation evaluation = objective.evaluateFully(point, Derivatives.NONE);
      List<Simulated> values = evaluation.measurements();
      if (loss instanceof TermLoss terms && !values.isEmpty()) {
        exhibits.addAll(Spectra.of(terms, values.stream().mapToDouble(Simulated::value).toArray()));
      }
      if (!values.isEmpty()) {
        exhibits.addAll(SimulatedCurves.of(problem, values));
      }
    }
    try {
      exhibits.addAll(LearnedFunctions.at(problem, settings, point));
    } catch (InputException e) {
      return new Shown(exhibits, List.of(), String.valueOf(e.getMessage()));
    }
    return exhibits.isEmpty() ? Shown.NOTHING : new Shown(exhibits, List.of(), "");
  }

  private StartValue startValue(Vector point) {
    ProblemEvaluation there = objective.evaluateFully(point, Derivatives.NONE);
    if (there.evaluation() instanceof Evaluation.Failed failed) {
      return new StartValue(Double.NaN, Double.NaN, failed);
    }
    double value = ((Evaluation.Finite) there.evaluation()).value();
    return new StartValue(value, there.logLikelihood(), null);
  }

  private @Nullable Fit fit(Vector point, boolean hasErrors) {
    ProblemEvaluation evaluation = objective.evaluateFully(point, Derivatives.NONE);
    if (evaluation.measurements().isEmpty()) {
      return null; // with derivatives the same point could be evaluated, without them it cannot
    }
    ComparedValues compared = new ComparedValues(problem, evaluation);
    List<FitPoint> points = compared.points();
    double objectiveValue =
        evaluation.evaluation() instanceof Evaluation.Finite finite ? finite.value() : Double.NaN;
    return new Fit(
        objectiveValue,
        evaluation.logLikelihood(),
        evaluation.chiSquared(),
        evaluation.estimates(),
        points,
        compared.onScales(curves(evaluation.estimates())),
        Visualization.of(read.file(), points),
        hasErrors
            ? uncertainty(evaluation.estimates())
            : Uncertainty.none("they are computed when the search has ended"),
        units(),
        compared.scales());
  }

  /** Of the models' files, read once and not for each page of a run under way. */
  private Units units() {
    Units known = units;
    if (known == null) {
      known = ProblemUnits.of(read.file(), problem);
      units = known;
    }
    return known;
  }

  /** None of a problem that cannot be simulated again in no time. */
  private List<FitCurve> curves(Map<String, Double> estimates) {
    try {
      return pace() == Pace.SLOW ? List.of() : FitCurves.at(problem, settings, estimates);
    } catch (InputException e) {
      return List.of(); // only parameters that are computed else lack what a search needs
    }
  }

  /** Of all estimated parameters, also those that are computed and not searched. */
  private Uncertainty uncertainty(Map<String, Double> estimates) {
    if (pace() == Pace.SLOW) {
      return Uncertainty.none("sensitivities of this problem take too long for a first look");
    }
    if (problem.estimated().size() > MOST_UNCERTAIN) {
      return Uncertainty.none(
          "%d parameters are too many to be told apart; at most %d are"
              .formatted(problem.estimated().size(), MOST_UNCERTAIN));
    }
    try {
      ProblemObjective all =
          settings.inner() == EvaluationSettings.Inner.NONE
              ? objective
              : ProblemObjective.of(problem, settings.withInner(EvaluationSettings.Inner.NONE));
      List<Parameter> parameters = all.parameters().estimated();
      double[] point = new double[parameters.size()];
      for (int i = 0; i < point.length; i++) {
        Parameter parameter = parameters.get(i);
        double value = estimates.getOrDefault(parameter.id(), Double.NaN);
        point[i] = parameter.scale().toScale(value);
      }
      return Uncertainty.at(all, parameters, Vector.of(point));
    } catch (InputException e) {
      return Uncertainty.none(e.findings().get(0).what());
    }
  }
}
