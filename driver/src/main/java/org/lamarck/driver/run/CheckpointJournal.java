package org.lamarck.driver.run;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;

/**
 * Keeps a run in its checkpoint folder. The first and the last generation are always kept, those
 * between, and parts of them, when the interval has passed: a crash then costs no more than that,
 * and since a run that goes on computes the same again, it costs nothing but time.
 */
public final class CheckpointJournal implements Journal {
  /** An interval that loses little and lets short generations pass quickly. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  /** A run is kept so seldom that it takes no more than this part of the time. */
  private static final double SHARE = 0.05;

  /** Intervals after which a generation is kept whatever it takes. */
  private static final double MOST_INTERVALS = 20;

  private final CheckpointFolder folder;
  private final Function<RunState, ? extends Serializable> saved;
  private final double intervalSeconds;
  private final Guard guard;
  private final List<Row> pending = new ArrayList<>();
  private double savedAt = Double.NEGATIVE_INFINITY;
  private double saveSeconds;

  /**
   * A journal.
   *
   * @param saved what is kept when a run has come to a state: that state, and what else it takes to
   *     go on
   */
  public CheckpointJournal(
      CheckpointFolder folder,
      Function<RunState, ? extends Serializable> saved,
      Duration interval) {
    this(folder, saved, interval, () -> {});
  }

  /**
   * A journal of a folder that others may want.
   *
   * @param guard complains when they have taken it
   */
  public CheckpointJournal(
      CheckpointFolder folder,
      Function<RunState, ? extends Serializable> saved,
      Duration interval,
      Guard guard) {
    this.folder = folder;
    this.guard = guard;
    this.saved = saved;
    intervalSeconds = interval.toNanos() * 1e-9;
  }

  /** Who knows whether the folder may still be written. */
  @FunctionalInterface
  public interface Guard {
    /** Complains when it may not. */
    void check() throws CheckpointException;
  }

  @Override
  public void committed(RunState state, List<Row> rows, boolean last) {
    pending.addAll(rows);
    double wanted = Math.max(intervalSeconds, saveSeconds / SHARE);
    double most = MOST_INTERVALS * intervalSeconds;
    if (last || state.seconds() - savedAt >= Math.min(wanted, most)) {
      save(state);
    }
  }

  @Override
  public void advanced(RunState state) {
    if (state.seconds() - savedAt >= Math.max(intervalSeconds, saveSeconds / SHARE)) {
      save(state);
    }
  }

  private void save(RunState state) {
    long start = System.nanoTime();
    try {
      guard.check();
      folder.save(saved.apply(state), pending);
    } catch (CheckpointException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint cannot be written: " + e.getMessage(), e);
    }
    pending.clear();
    savedAt = state.seconds();
    saveSeconds = (System.nanoTime() - start) * 1e-9;
  }
}
