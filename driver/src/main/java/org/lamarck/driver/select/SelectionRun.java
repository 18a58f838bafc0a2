package org.lamarck.driver.select;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.Receiver;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.Submission;
import org.lamarck.driver.record.Program;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.strategies.selection.ModelSearch;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.select.BaseProblem;
import org.lamarck.worker.petab.select.SelectionProblem;
import org.lamarck.worker.problem.ContentHash;
import org.lamarck.worker.task.SerializedProblem;

/** A selection from its beginning, or from where a folder has it, to its end. Used once. */
public final class SelectionRun {
  private static final long POLL_MILLIS = 100;

  /** A checkpoint is written as often, if there is something to write. */
  private static final double SAVE_SECONDS = 2;

  private final SelectionProblem problem;
  private final Calibrations calibrations;
  private final CalibrationWorkload workload;
  private final Watching watching;
  private SavedSelection saved;
  private @Nullable CheckpointFolder folder;
  private final List<CalibratedModel> unsaved = new ArrayList<>();
  private final long start = System.nanoTime();
  private double earlier;
  private double lastSave;

  /** Who watches and may stop it. */
  public interface Watching {
    /** A step begins: models that are to be calibrated. */
    void step(ModelSearch search, int unknown);

    /** How far a step is. */
    void progress(int done, int models, double seconds);
  }

  /**
   * How models are calibrated.
   *
   * @param seed of every random number
   * @param randomStarts of each model
   * @param objective what is minimised, and how exactly
   */
  public record Settings(long seed, int randomStarts, ObjectiveChoice objective) {}

  /**
   * A selection that begins.
   *
   * @throws ConfigException when the objective that is asked for is none of a problem
   */
  public SelectionRun(SelectionProblem problem, Settings settings, Watching watching)
      throws ConfigException {
    this.problem = problem;
    this.watching = watching;
    List<CalibrationWorkload.Family> families = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (BaseProblem base : problem.problems().values()) {
      if (!base.widest().loss().isLikelihood()) {
        throw new ConfigException(
            base.path() + ": error: the loss is a norm, and criteria need a likelihood");
      }
      SerializedProblem widest = SerializedProblem.of(base.widest());
      EvaluationSettings evaluation = settings.objective().evaluation(base.widest(), Pace.USUAL);
      families.add(new CalibrationWorkload.Family(widest, evaluation));
      hashes.add(widest.hash());
    }
    workload = new CalibrationWorkload(families);
    calibrations = new Calibrations(problem, settings.seed(), settings.randomStarts());
    saved =
        new SavedSelection(
            Program.version(),
            ContentHash.of(new ArrayList<>(hashes), problem.space()),
            problem.settings(),
            families.stream().map(CalibrationWorkload.Family::settings).toList(),
            settings.seed(),
            settings.randomStarts(),
            0);
  }

  /**
   * Keeps what is calibrated in a folder, and goes on from what is there.
   *
   * @param place of the folder, for messages
   * @throws ConfigException when another selection is there
   */
  public SelectionRun in(CheckpointFolder checkpoints, String place)
      throws IOException, ConfigException, CheckpointException {
    folder = checkpoints;
    if (!checkpoints.isEmpty()) {
      CheckpointFolder.Restored<SavedSelection, CalibratedModel> restored =
          checkpoints.newest(SavedSelection.class, CalibratedModel.class);
      if (!restored.state().isSame(saved)) {
        throw new ConfigException(
            "--out: error: %s holds a selection of another problem or with other settings; choose another name"
                .formatted(place));
      }
      restored.rows().forEach(calibrations::add);
      earlier = restored.state().seconds();
      saved = restored.state();
    }
    return this;
  }

  /** How many models were calibrated before. */
  public int known() {
    return calibrations.size();
  }

  /**
   * Goes on until it ends.
   *
   * @param limit of the time, in seconds, with what was spent before
   */
  public SelectionOutcome go(Engine engine, StopSwitch stop, double limit) throws IOException {
    ModelSearch search = ModelSearch.begin(problem.settings(), problem.space());
    Stop why = Stop.FINISHED;
    try (Session<CalibrationTask, CalibrationEnd> session = engine.open(workload)) {
      save(); // the folder is this selection's from now on
      while (search.ending().isEmpty()) {
        List<CandidateModel> unknown = calibrations.unknown(search.candidates());
        watching.step(search, unknown.size());
        why = unknown.isEmpty() ? Stop.FINISHED : calibrate(search, unknown, session, stop, limit);
        if (why != Stop.FINISHED) {
          break;
        }
        search = search.tell(search.candidates().stream().map(calibrations::criterion).toList());
      }
    } finally {
      save();
    }
    return new SelectionOutcome(problem, search, calibrations, why, seconds());
  }

  private double seconds() {
    return earlier + (System.nanoTime() - start) * 1e-9;
  }

  private void save() throws IOException {
    CheckpointFolder place = folder;
    if (place != null) {
      place.save(saved.at(seconds()), unsaved);
      unsaved.clear();
      lastSave = seconds();
    }
  }

  /** The local searches of one model. */
  private static final class Work {
    private final CandidateModel model;
    private final int first;
    private final int size;
    private final SortedMap<Integer, CalibrationEnd> ends = new TreeMap<>();

    /** Those from a position on in the list of all. */
    Work(CandidateModel model, int first, int size) {
      this.model = model;
      this.first = first;
      this.size = size;
    }

    boolean isDone() {
      return ends.size() == size;
    }
  }

  /** What an engine hands over: a result, or why there are no more. */
  private record Handed(int index, @Nullable CalibrationEnd end, @Nullable EngineException stop) {}

  private static final class Collected implements Receiver<CalibrationEnd> {
    private final BlockingQueue<Handed> queue = new LinkedBlockingQueue<>();

    @Override
    public void received(int index, CalibrationEnd result) {
      queue.add(new Handed(index, result, null));
    }

    @Override
    public void stopped(EngineException cause) {
      queue.add(new Handed(-1, null, cause));
    }
  }

  /** Calibrates models; FINISHED when all of them are. */
  private Stop calibrate(
      ModelSearch search,
      List<CandidateModel> models,
      Session<CalibrationTask, CalibrationEnd> session,
      StopSwitch stop,
      double limit)
      throws IOException {
    Optional<CandidateModel> from = search.comparedWith();
    List<CalibrationTask> tasks = new ArrayList<>();
    List<Work> works = new ArrayList<>();
    List<Work> workOf = new ArrayList<>();
    for (CandidateModel model : models) {
      List<CalibrationTask> own = calibrations.tasks(model, from);
      Work work = new Work(model, tasks.size(), own.size());
      works.add(work);
      own.forEach(task -> workOf.add(work));
      tasks.addAll(own);
    }
    Queue<Work> pending = new ArrayDeque<>(works);
    Collected collected = new Collected();
    String label = search.method().word() + " step " + search.iteration();
    Submission<CalibrationEnd> submission =
        session.submit(tasks, new Session.Terms(label, limit - seconds()), collected);
    try {
      while (!pending.isEmpty()) {
        Handed handed = collected.queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (handed != null && handed.stop() != null) {
          throw handed.stop();
        }
        if (handed != null && handed.end() != null) {
          Work work = workOf.get(handed.index());
          work.ends.put(handed.index() - work.first, handed.end());
          commit(pending);
        }
        watching.progress(models.size() - pending.size(), models.size(), seconds());
        if (!pending.isEmpty() && stop.thrown()) {
          return Stop.INTERRUPTED;
        }
        if (!pending.isEmpty() && seconds() >= limit) {
          return Stop.TIME_LIMIT;
        }
      }
      return Stop.FINISHED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Stop.INTERRUPTED;
    } finally {
      submission.cancel();
    }
  }

  /** Takes over models that are complete, in their order, so that a cut leaves the same rows. */
  private void commit(Collection<Work> pending) throws IOException {
    for (Work work : List.copyOf(pending)) {
      if (work.isDone()) {
        CalibratedModel model =
            CalibratedModel.of(calibrations.content(work.model), List.copyOf(work.ends.values()));
        calibrations.add(model);
        unsaved.add(model);
        pending.remove(work);
      }
    }
    if (!unsaved.isEmpty() && seconds() >= lastSave + SAVE_SECONDS) {
      save();
    }
  }
}
