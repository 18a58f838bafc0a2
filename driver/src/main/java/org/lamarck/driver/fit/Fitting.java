package org.lamarck.driver.fit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.config.ObjectiveChoice.Hierarchy;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.driver.problem.ProblemOnDisk;
import org.lamarck.driver.problem.ReadProblem;
import org.lamarck.driver.problem.ReadSource;
import org.lamarck.driver.record.Program;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.ResultFolder;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.driver.run.Stop;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.local.CoarseToFine;
import org.lamarck.strategies.local.Lbfgsb;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Spelling;

/** A fit, from settings and the files of a problem to the files of its results. */
public final class Fitting {
  /** With more coordinates a step of a search with a matrix takes longer than most evaluations. */
  private static final int MOST_OF_A_MATRIX = 300;

  /** So many parameters are computed rather than searched. */
  private static final int LEAST_COMPUTED = 2;

  private final Consumer<String> remarks;
  private final RunFolder folder;
  private final CheckpointFolder checkpoints;
  private @Nullable Computed computed;

  /**
   * A fit whose results go to a folder.
   *
   * @param remarks is told what a person should know, a line each
   */
  public Fitting(Consumer<String> remarks, RunFolder folder) throws IOException {
    this.remarks = remarks;
    this.folder = folder;
    checkpoints = folder.checkpoints();
  }

  /** Reads and compiles a problem as the settings say. */
  public static SourceRun compile(String place, FitSettings settings)
      throws IOException, InputException, ConfigException {
    return compile(place, place, settings);
  }

  /**
   * Reads and compiles a problem as the settings say.
   *
   * @param file where it is now
   * @param place what it is called in results
   */
  public static SourceRun compile(String file, String place, FitSettings settings)
      throws IOException, InputException, ConfigException {
    ProblemOnDisk problem =
        ProblemFiles.open(file, place, settings.objective().scales(), settings.jarFiles());
    if (problem instanceof ReadSource source) {
      return SourceRun.of(source.source(), place, file).withJars(source.jars());
    }
    return compile((ReadProblem) problem, objective(settings));
  }

  /** What is minimised; a training in batches needs a sum of parts, which no parameter ties. */
  public static ObjectiveChoice objective(FitSettings settings) {
    ObjectiveChoice chosen = settings.objective();
    return chosen.hierarchy() == Hierarchy.USUAL && Strategies.takesBatches(settings.strategy())
        ? chosen.withHierarchy(Hierarchy.TABLE)
        : chosen;
  }

  /**
   * Compiles a problem, with tolerances that suit what an evaluation of it costs. Two parameters or
   * more that have a closed form are computed where the table is silent: with Boehm's three a
   * search takes a third of the gradients, with Schwen's three a sixth; a single one saves nothing.
   */
  public static EstimationRun compile(ReadProblem read, ObjectiveChoice objective)
      throws InputException, ConfigException {
    EvaluationSettings usual = objective.evaluation(read.problem(), Pace.USUAL);
    EstimationRun run = EstimationRun.of(read, usual);
    Optional<EvaluationSettings> detecting = objective.detecting(read.problem(), usual);
    if (detecting.isPresent()) {
      EstimationRun computing = run.with(detecting.get());
      run = computing.computed() >= LEAST_COMPUTED ? computing : run;
    }
    return run.pace() == Pace.SLOW
        ? run.slowly(
            objective.evaluation(read.problem(), Pace.SLOW).withInner(run.settings().inner()))
        : run;
  }

  /** A run of these settings before its first generation. */
  public static SavedRun first(SourceRun problem, FitSettings settings, RunFolder folder)
      throws ConfigException, IOException, InputException {
    RunSettings run =
        RunSettings.of(
                strategy(settings, problem), settings.seed(), settings.budget(problem.loss()))
            .withStartPoints(startPoints(settings, problem));
    return first(problem, settings, run, folder);
  }

  /** A run of these settings before its first generation. */
  public static SavedRun first(
      SourceRun problem, FitSettings settings, RunSettings run, RunFolder folder) {
    return new SavedRun(
        Program.version(),
        Whereabouts.of(problem.place(), folder.location()),
        problem.hash(),
        settings,
        run,
        problem.first(run));
  }

  /** The strategy at its usual pace; to find out whether there is one of that name. */
  public static Strategy strategy(FitSettings settings) throws ConfigException {
    return strategy(settings, Pace.USUAL, false);
  }

  /** The strategy for problems of this one's pace and size. */
  public static Strategy strategy(FitSettings settings, SourceRun problem) throws ConfigException {
    if (settings.strategy().equals(Strategies.TRAINING)) {
      LocalSearch own =
          problem
              .training()
              .orElseThrow(
                  () ->
                      new ConfigException(
                          "--strategy: error: %s tells no training; add training: to it, or take another strategy"
                              .formatted(problem.place())));
      return Strategies.named(Strategies.TRAINING, own, problem.pace());
    }
    return strategy(settings, problem.pace(), isLarge(problem.space()));
  }

  private static Strategy strategy(FitSettings settings, Pace pace, boolean isLarge)
      throws ConfigException {
    String name = settings.strategy();
    if (!Strategies.isKnown(name)) {
      throw new ConfigException(
          "--strategy: error: there is no strategy \"%s\"; %s"
              .formatted(name, Spelling.remedy(name, Strategies.names())));
    }
    try {
      return Strategies.named(name, search(pace, isLarge), pace);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--strategy: error: " + e.getMessage());
    }
  }

  /** One local search from the nominal point, for problems of this one's pace and size. */
  public static Strategy descent(SourceRun problem) {
    LocalSearch search = search(problem.pace(), isLarge(problem.space()));
    return MultiStart.of(search).at(problem.pace()).withStarts(1);
  }

  /** Whether a search in it should keep no matrix. */
  static boolean isLarge(SearchSpace space) {
    return space.dimension() > MOST_OF_A_MATRIX;
  }

  private static LocalSearch search(Pace pace, boolean isLarge) {
    return isLarge || pace == Pace.SLOW ? Lbfgsb.DEFAULT : CoarseToFine.DEFAULT;
  }

  private static StartPoints startPoints(FitSettings settings, SourceRun problem)
      throws ConfigException, IOException, InputException {
    String start = settings.start();
    Optional<RelaxedStarts.Kind> relaxed = RelaxedStarts.Kind.of(start);
    if (relaxed.isPresent()) {
      return problem.relaxedStarts(relaxed.get(), settings.seed());
    }
    if (start.equals(FitSettings.ANYWHERE)) {
      return StartPoints.RANDOM;
    }
    if (start.equals(FitSettings.NOMINAL)) {
      return problem.startPoints(start, List.of(Map.of()));
    }
    Path file = Stores.localPath(start);
    if (!Files.exists(file)) {
      throw new ConfigException(
          "--start: error: there is no file %s; write nominal, random, or the name of a file or of a run"
              .formatted(start));
    }
    Set<String> searched =
        problem.searched().stream().map(Parameter::id).collect(Collectors.toSet());
    return problem.startPoints(start, Starts.read(file, problem.parameters(), searched));
  }

  /** Tells what a person should know. */
  public void say(String line) {
    remarks.accept(line);
  }

  CheckpointFolder checkpoints() {
    return checkpoints;
  }

  /**
   * The newest checkpoint of the folder.
   *
   * @throws CheckpointException when there is none, or it is of something else
   */
  public Restored<SavedRun, Row> newest() throws CheckpointException, IOException {
    return checkpoints.newest(SavedRun.class, Row.class);
  }

  /** What came of the run, when it has ended. */
  public Optional<RunRecord> result() throws CheckpointException, IOException {
    return checkpoints.result(RunRecord.class);
  }

  /** Whether what came of the run is written and kept, so that it need not be told anew. */
  public boolean hasResult() throws CheckpointException, IOException {
    return result().isPresent() && folder.store().list().contains("result.json");
  }

  /** Runs from where a saved run stands, writes the results, and says nothing of them. */
  public RunRecord compute(SourceRun problem, Restored<SavedRun, Row> from, Conditions conditions)
      throws IOException {
    RunSettings settings = from.state().run();
    RunOutcome outcome = conditions.run(problem, from, folder);
    RunRecord record = problem.record(settings, outcome, conditions.engine().description());
    keep(record, problem.file());
    computed = new Computed(from.state().at(outcome.state()), problem, record);
    return record;
  }

  /**
   * A run as it was left.
   *
   * @param saved as its newest checkpoint has it
   * @param record as it is kept
   */
  public record Computed(SavedRun saved, SourceRun problem, RunRecord record) {}

  /** The run that was computed last, which need not be read again; empty where none was. */
  public Optional<Computed> computed() {
    return Optional.ofNullable(computed);
  }

  /**
   * Writes all files of the results, and keeps the record last: what was kept need not be written.
   *
   * @param problem where the problem's file is now
   */
  public void keep(RunRecord record, String problem) throws IOException {
    write(record, problem);
    checkpoints.saveResult(record);
  }

  /** The same but for the fitted problem, which is written already. */
  public void keep(RunRecord record) throws IOException {
    ResultFolder.write(record, folder.store());
    checkpoints.saveResult(record);
  }

  /** Whether the problem with its estimates is written. */
  public boolean hasFittedProblem() throws IOException {
    return Stores.exists(folder.location() + "/" + FittedProblem.FOLDER);
  }

  /**
   * Writes all files of the results.
   *
   * @param problem where the problem's file is now
   */
  public void write(RunRecord record, String problem) throws IOException {
    if (record.provenance().estimation().isPresent()) {
      FittedProblem.write(record, problem, folder).ifPresent(remarks);
    }
    ResultFolder.write(record, folder.store());
  }

  /** What came of a run until its newest checkpoint. */
  public static RunRecord recordUntil(SourceRun problem, Restored<SavedRun, Row> kept) {
    SavedRun saved = kept.state();
    RunOutcome outcome = Run.until(Stop.INTERRUPTED, saved.state(), kept.rows());
    return problem.record(saved.run(), outcome, "unknown");
  }

  /**
   * The problem of a run, as it was: where the user says, else where it was, seen from the present
   * folder or from the run's.
   *
   * @param moved where it is now; null for where it was
   * @throws ConfigException when it is nowhere, or has changed
   */
  public SourceRun reopen(SavedRun saved, @Nullable String moved)
      throws IOException, InputException, ConfigException {
    String place = moved == null ? place(saved) : moved;
    SourceRun problem = compile(place, saved.problem().place(), saved.settings());
    requireSame(saved, problem, place);
    return problem;
  }

  /**
   * Complains when a run began with something else.
   *
   * @param place where the problem is now
   */
  public static void requireSame(SavedRun saved, SourceRun problem, String place)
      throws ConfigException {
    if (!problem.hash().equals(saved.problemHash())) {
      throw new ConfigException(
          place
              + ": error: the problem has changed since the run began; restore its files, say where"
              + " they are by --problem, or start anew with lamarck fit");
    }
  }

  private String place(SavedRun saved) throws ConfigException {
    Optional<String> place = saved.problem().from(folder.location());
    if (place.isEmpty()) {
      throw new ConfigException(
          saved.problem().absolute()
              + ": error: there is no such file any more; say where the problem is by --problem");
    }
    return place.get();
  }
}
