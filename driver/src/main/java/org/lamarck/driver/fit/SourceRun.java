package org.lamarck.driver.fit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.engine.Wire;
import org.lamarck.driver.engine.Workload;
import org.lamarck.driver.problem.ReadSource;
import org.lamarck.driver.record.Program;
import org.lamarck.driver.record.RunProvenance;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Shown;
import org.lamarck.driver.record.Source;
import org.lamarck.driver.record.StartValue;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.SourceWorkload;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.Trained;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Frozen;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.ContentHash;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.task.GuardedObjective;
import org.lamarck.worker.task.PredictionReader;

/**
 * What is fitted, on its way through a run: what workers need of it before, and what the record
 * says of the best point after. Any source will do; {@link EstimationRun} knows more of one that is
 * an estimation problem.
 */
public class SourceRun {
  /** Of a noisy objective, so many evaluations at least tell what the best point is worth. */
  private static final int LEAST_REPLICATES = 10;

  private final ObjectiveSource source;
  private final SearchSpace space;
  private final Objective objective;
  private final String hash;
  private final String place;
  private final String file;
  private List<Path> jars = List.of();

  /**
   * A run of a source.
   *
   * @param hash of its content
   * @param place where it was read, as the user wrote it
   * @param file where it is now
   */
  protected SourceRun(ObjectiveSource source, String hash, String place, String file) {
    this.source = source;
    this.hash = hash;
    this.place = place;
    this.file = file;
    space = source.space();
    objective = GuardedObjective.of(source);
  }

  /**
   * A run of a source that a file names.
   *
   * @param place the file, as the user wrote it
   * @param file where it is now
   */
  public static SourceRun of(ObjectiveSource source, String place, String file) {
    return new SourceRun(source, hash(source), place, file);
  }

  /** A run of a source that a program has made. */
  public static SourceRun of(ObjectiveSource source) {
    return of(source, source.id(), source.id());
  }

  /** The same, whose classes executors find in these jars. */
  public SourceRun withJars(List<Path> others) {
    SourceRun run = new SourceRun(source, hash, place, file);
    run.jars = List.copyOf(others);
    return run;
  }

  /** The jars that executors need to know its classes. */
  public List<Path> jars() {
    return jars;
  }

  /** SHA-256 of what a source holds and of its class: a run goes on with the same one only. */
  private static String hash(ObjectiveSource source) {
    Class<?> type = source.getClass();
    String code = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(code)) {
      // a class that was made in memory has no file
      return ContentHash.of(Wire.toBytes(source), in == null ? new byte[0] : in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the class of the objective cannot be read", e);
    }
  }

  public String id() {
    return source.id();
  }

  /** Where it was read. */
  public String place() {
    return place;
  }

  /** Where it is now. */
  public String file() {
    return file;
  }

  /** The objective for this thread. */
  public Objective objective() {
    return objective;
  }

  public SearchSpace space() {
    return space;
  }

  /** SHA-256 of its content. */
  public String hash() {
    return hash;
  }

  /** What one evaluation costs. */
  public Pace pace() {
    return Pace.USUAL;
  }

  /** How the source itself says that it is descended; empty where it says nothing. */
  public Optional<LocalSearch> training() {
    return source instanceof Trained own ? own.training() : Optional.empty();
  }

  /**
   * The same in which every estimated parameter is searched, also those that the objective would
   * compute.
   *
   * @throws InputException when one of them cannot be
   */
  public SourceRun withAllSearched() throws InputException {
    return this;
  }

  /** What is minimised, as it travels. */
  public ObjectiveSource source() {
    return source;
  }

  /**
   * Reads predictions of the model; nothing where there is none.
   *
   * @param asked where they stand, for messages
   */
  public Optional<PredictionReader> predictions(String asked) {
    return Optional.empty();
  }

  /** Whether a formula may be this name. */
  public boolean isName(String name) {
    return parameters().stream().anyMatch(parameter -> parameter.id().equals(name));
  }

  /** What is sampled: minus the logarithm of a density on the coordinates' scales. */
  public ObjectiveSource posterior() {
    return source;
  }

  /**
   * The same density as {@link #posterior}, integrated less exactly and for less; empty where there
   * is no such thing.
   */
  public Optional<ObjectiveSource> coarsePosterior() {
    return Optional.empty();
  }

  /** The coordinates of every point, in their order. */
  public List<Parameter> searched() {
    return parameters();
  }

  /** What is minimised, for what a target means. */
  public Loss loss() {
    return MisfitLoss.EUCLIDEAN_NORM; // as it is
  }

  /** How large it is, for people. */
  public String size() {
    return space.dimension() == 1 ? "1 coordinate" : space.dimension() + " coordinates";
  }

  /** What a person should know of it before it begins, a line each. */
  public List<String> remarks() {
    return List.of();
  }

  /** Everything that can be estimated, as rows of a table. */
  public List<Parameter> parameters() {
    return ReadSource.parameters(source);
  }

  /**
   * A beginning at several points, in their order.
   *
   * @param from who named the points: {@code nominal}, or a file
   * @param starts on the linear scale, by name; those left out are nominal
   * @throws InputException when a coordinate has no value
   */
  public StartPoints startPoints(String from, List<Map<String, Double>> starts)
      throws InputException {
    List<Finding> findings = new ArrayList<>();
    Set<String> moved = new LinkedHashSet<>();
    List<Vector> points = new ArrayList<>();
    for (Map<String, Double> values : starts) {
      points.add(point(from, values, moved, findings));
    }
    if (!findings.isEmpty()) {
      throw new InputException(findings);
    }
    return new StartPoints(from, points, List.copyOf(moved));
  }

  private Vector point(
      String from, Map<String, Double> values, Set<String> moved, List<Finding> findings) {
    List<Coordinate> coordinates = source.coordinates();
    Map<String, Double> nominal = source.nominal();
    double[] point = new double[coordinates.size()];
    for (int i = 0; i < point.length; i++) {
      Coordinate coordinate = coordinates.get(i);
      double value =
          values.getOrDefault(
              coordinate.name(), nominal.getOrDefault(coordinate.name(), Double.NaN));
      double inside = Math.min(Math.max(value, coordinate.lower()), coordinate.upper());
      if (Double.isNaN(value)) {
        findings.add(
            Finding.error(
                from,
                0,
                0,
                "coordinate " + coordinate.name() + " has no value to begin at",
                "begin at random, or at a file that gives it one"));
      } else if (inside != value) {
        moved.add(coordinate.name());
      }
      point[i] = coordinate.scale().toScale(inside);
    }
    return space.clip(Vector.of(point));
  }

  /**
   * A beginning at points that easier problems lead to.
   *
   * @throws ConfigException when there are none of this one
   */
  StartPoints relaxedStarts(RelaxedStarts.Kind kind, long seed)
      throws ConfigException, InputException {
    throw new ConfigException(
        "--start %s: error: a problem of this kind has no times that could be taken apart; write"
                .formatted(kind.word())
            + " nominal, random, or the name of a file");
  }

  /**
   * All that can be estimated at a point, on the linear scale by id, also what the objective
   * computes.
   */
  public Map<String, Double> estimates(Vector point) {
    Map<String, Double> values = new LinkedHashMap<>();
    List<Coordinate> coordinates = source.coordinates();
    for (int i = 0; i < coordinates.size(); i++) {
      values.put(coordinates.get(i).name(), coordinates.get(i).scale().toLinear(point.get(i)));
    }
    return values;
  }

  /** Where a run stands before its first generation. */
  public RunState first(RunSettings run) {
    RunState state = RunState.first(run, space);
    for (Vector point : run.startPoints().points()) {
      state = state.knowing(point, objective.evaluate(point, Derivatives.NONE), "guess");
    }
    return state;
  }

  /**
   * What the workers are sent.
   *
   * @param seed of the run
   */
  public Workload<Proposal, Individual> workload(long seed) {
    return workload(source, seed);
  }

  /** What the workers are sent for another objective of the same problem. */
  public Workload<Proposal, Individual> workload(ObjectiveSource other, long seed) {
    return new SourceWorkload(other, noise(seed));
  }

  /**
   * The record of a run under way, which takes no longer than a few evaluations to make.
   *
   * @param engine where it runs, for people
   */
  RunRecord sketch(RunSettings run, RunOutcome outcome, String engine) {
    return recordAsIs(run, outcome, engine);
  }

  /**
   * The record of a run.
   *
   * @param engine where it ran, for people
   */
  public RunRecord record(RunSettings run, RunOutcome outcome, String engine) {
    RunOutcome told = appraised(run, outcome);
    Shown shown =
        told.state().found().map(best -> Shown.of(source, best.point())).orElse(Shown.NOTHING);
    return recordAsIs(run, told, engine).with(shown);
  }

  private RunRecord recordAsIs(RunSettings run, RunOutcome outcome, String engine) {
    Source read = new Source(place, id(), hash, FormatVersion.V1, ScaleChoice.AUTO);
    RunProvenance provenance =
        new RunProvenance(Program.version(), Program.java(), engine, read, loss(), run, null);
    List<StartValue> starts = run.startPoints().points().stream().map(this::startValue).toList();
    return new RunRecord(provenance, parameters(), parameters(), outcome, starts, null);
  }

  /**
   * The outcome, whose best point, where there is noise, has a value of draws that had no part in
   * its being chosen: a value that was chosen as the least of many is too low.
   */
  private RunOutcome appraised(RunSettings run, RunOutcome outcome) {
    Best best = outcome.state().found().orElse(null);
    if (best == null
        || !(best.evaluation() instanceof Evaluation.Estimate estimate)
        || !(objective instanceof NoisyObjective noisy)) {
      return outcome;
    }
    int replicates = Math.max(LEAST_REPLICATES, estimate.draws() / noisy.draws());
    RandomStream fresh = noise(run.seed()).split("result", best.proposal());
    Evaluation there =
        new Frozen(noisy, fresh, replicates).evaluate(best.point(), Derivatives.NONE);
    return there instanceof Evaluation.Finite finite
        ? outcome.with(
            outcome.state().with(new Best(best.point(), finite, best.origin(), best.proposal())))
        : outcome;
  }

  private static RandomStream noise(long seed) {
    return RandomStream.of(seed).split("noise", 0);
  }

  private StartValue startValue(Vector point) {
    Evaluation there = objective.evaluate(point, Derivatives.NONE);
    return there instanceof Evaluation.Finite finite
        ? new StartValue(finite.value(), Double.NaN, null)
        : new StartValue(Double.NaN, Double.NaN, (Evaluation.Failed) there);
  }
}
