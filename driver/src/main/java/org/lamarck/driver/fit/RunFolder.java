package org.lamarck.driver.fit;

import java.io.IOException;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.report.Invocation;

/**
 * The folder of one run.
 *
 * @param location as the user wrote it
 */
public record RunFolder(String location) {
  private static final int MOST_NAMES = 10_000;
  private static final String CHECKPOINTS = "/checkpoints";

  /**
   * A folder that does not exist yet, or holds nothing but the lock of a fit that was cut.
   *
   * @throws ConfigException when it does
   */
  public static RunFolder fresh(String location) throws ConfigException, IOException {
    RunFolder folder = new RunFolder(location);
    if (Stores.exists(location) && !folder.isOnlyLocked()) {
      throw new ConfigException(
          folder.checkpoints().isEmpty()
              ? "--out: error: %s exists and is not overwritten; choose another name"
                  .formatted(location)
              : "--out: error: %s exists and is not overwritten; choose another name, or go on with: %s"
                  .formatted(location, Invocation.resume(location)));
    }
    return folder;
  }

  /** Whether a fit was cut here before it had anything to keep; a second one may take its place. */
  private boolean isOnlyLocked() throws IOException {
    return Stores.exists(location + CHECKPOINTS)
        && store().list().isEmpty()
        && Stores.at(location + CHECKPOINTS).list().stream().allMatch(RunLock::isFile);
  }

  /** Whether a run has written here. */
  public boolean isRun() throws IOException {
    return Stores.exists(location + CHECKPOINTS);
  }

  /**
   * Complains when no run has written here.
   *
   * @throws ConfigException when there is no such folder
   */
  public void requireRun() throws ConfigException, IOException {
    if (!isRun()) {
      throw new ConfigException(
          location
              + ": error: it holds no checkpoint; give the folder of a run that lamarck fit wrote");
    }
  }

  /** The first of NAME-fit, NAME-fit-2, … that does not exist. */
  public static RunFolder named(String problem) throws ConfigException, IOException {
    for (int i = 1; i < MOST_NAMES; i++) {
      String location = problem + "-fit" + (i == 1 ? "" : "-" + i);
      if (!Stores.exists(location)) {
        return new RunFolder(location);
      }
    }
    throw new ConfigException("error: there are too many runs of " + problem + "; give --out");
  }

  Store store() throws IOException {
    return Stores.at(location);
  }

  public CheckpointFolder checkpoints() throws IOException {
    return CheckpointFolder.in(Stores.at(location + CHECKPOINTS));
  }

  /**
   * The right to write into the folder.
   *
   * @throws CheckpointException when another process has it
   */
  public RunLock lock() throws CheckpointException, IOException {
    return RunLock.take(location, location + CHECKPOINTS);
  }
}
