package org.lamarck.driver.simulate;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.lamarck.driver.config.Durations;
import org.lamarck.driver.problem.Reasons;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/**
 * Runs models beside each other, so that none can stop the others: not by its input, not by an
 * error of the program, and not by never ending.
 */
public final class Batch {
  /** For what does not ask whether it is cancelled. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final int lanes;
  private final Duration limit;
  private final Listener listener;

  /** One model. */
  public interface Job {
    /** As the user named it. */
    String model();

    /** Reads and compiles. */
    LoadedModel load() throws IOException, InputException;
  }

  /** What can be simulated. */
  public interface LoadedModel {
    /**
     * Simulates and writes.
     *
     * @return why it could not be finished; empty when it was
     */
    Optional<String> run(BooleanSupplier cancelled) throws IOException;
  }

  /** How far a job came. */
  public enum Stage {
    LOAD,
    SIMULATE
  }

  /** Why a model has no table. */
  public record Failure(String model, Stage stage, String reason) {}

  /** Is told what happens, by several threads. */
  public interface Listener {
    /** Of an error of the program, once for each. */
    void broken(String model, Throwable error);

    /** A job has ended. */
    void done(List<Failure> failures);
  }

  /**
   * A batch.
   *
   * @param lanes how many models at one time
   * @param limit for each model
   */
  public Batch(int lanes, Duration limit, Listener listener) {
    this.lanes = lanes;
    this.limit = limit;
    this.listener = listener;
  }

  /** Runs all and returns what failed, in the order of the jobs. */
  public List<Failure> run(List<? extends Job> jobs) {
    ExecutorService executor = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<List<Failure>>> futures = new ArrayList<>();
      for (Job job : jobs) {
        futures.add(executor.submit(() -> attend(job)));
      }
      List<Failure> failures = new ArrayList<>();
      for (Future<List<Failure>> future : futures) {
        failures.addAll(future.get());
      }
      return failures;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted between models");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lane of the batch broke", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private List<Failure> attend(Job job) throws InterruptedException {
    Attempt attempt = new Attempt(job);
    Thread thread = new Thread(attempt, "lamarck-model");
    thread.setDaemon(true); // one that never ends is left behind
    thread.start();
    thread.join(limit.plus(GRACE).toMillis());
    List<Failure> failures = attempt.end();
    listener.done(failures);
    return failures;
  }

  private final class Attempt implements Runnable {
    private final Job job;
    private final long begin = System.nanoTime();
    private final List<Failure> failures = new ArrayList<>();
    private volatile Stage stage = Stage.LOAD;
    private boolean ended;

    Attempt(Job job) {
      this.job = job;
    }

    private boolean isOver() {
      return System.nanoTime() - begin > limit.toNanos();
    }

    @Override
    @SuppressWarnings("checkstyle:IllegalCatch") // the others must go on, whatever happened here
    public void run() {
      try {
        LoadedModel loaded = job.load();
        stage = Stage.SIMULATE;
        Optional<String> reason = loaded.run(this::isOver);
        reason.ifPresent(why -> end(List.of(isOver() ? tooLong() : why)));
      } catch (InputException e) {
        end(
            e.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(Attempt::reason)
                .toList());
      } catch (IOException e) {
        end(List.of(Reasons.file(e)));
      } catch (Throwable e) {
        if (end(List.of(Reasons.internal(e)))) {
          listener.broken(job.model(), e);
        }
      }
      end(List.of());
    }

    private static String reason(Finding finding) {
      return (finding.row() > 0 ? "line " + finding.row() + ": " : "") + finding.what();
    }

    private String tooLong() {
      return "not done after %s; give it more with --time-limit"
          .formatted(Durations.text(limit.toNanos() * 1e-9));
    }

    /** The first end counts. */
    private synchronized boolean end(List<String> reasons) {
      if (ended) {
        return false;
      }
      ended = true;
      reasons.forEach(reason -> failures.add(new Failure(job.model(), stage, reason)));
      return true;
    }

    /** The end as it is now: a job that still runs has none but that it took too long. */
    synchronized List<Failure> end() {
      end(List.of(tooLong()));
      return List.copyOf(failures);
    }
  }
}
