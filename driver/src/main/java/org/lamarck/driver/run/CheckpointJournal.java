package org.lamarck.driver.run;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lamarck.driver.checkpoint.CheckpointFolder;

/**
 * Keeps a run in its checkpoint folder. The first and the last generation are always kept, those
 * between when the interval has passed: a crash then costs no more than that, and since a run that
 * goes on computes the same again, it costs nothing but time.
 */
public final class CheckpointJournal implements Journal {
  /** An interval that loses little and lets short generations pass quickly. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  private final CheckpointFolder folder;
  private final SavedRun heading;
  private final double intervalSeconds;
  private final List<Serializable> pending = new ArrayList<>();
  private double savedAt = Double.NEGATIVE_INFINITY;

  /**
   * A journal.
   *
   * @param heading what is saved with every state; its own state is not used
   */
  public CheckpointJournal(CheckpointFolder folder, SavedRun heading, Duration interval) {
    this.folder = folder;
    this.heading = heading;
    intervalSeconds = interval.toNanos() * 1e-9;
  }

  @Override
  public void committed(RunState state, List<Serializable> rows, boolean last) {
    pending.addAll(rows);
    if (!last && state.seconds() - savedAt < intervalSeconds) {
      return;
    }
    try {
      folder.save(heading.at(state), pending);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint cannot be written: " + e.getMessage(), e);
    }
    pending.clear();
    savedAt = state.seconds();
  }
}
