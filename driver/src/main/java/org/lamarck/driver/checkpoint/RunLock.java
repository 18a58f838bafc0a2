package org.lamarck.driver.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to write into the folder of a run, for one process at a time. It ends with its process,
 * however that ends. On this machine's files it is a lock of the operating system on {@code
 * run.lock}, which NFS passes on to its server; where there are no such locks, and on file systems
 * of Hadoop's, it is a {@link Lease} with a heartbeat.
 */
public final class RunLock implements Closeable {
  private static final String FILE = "run.lock";

  private final Closeable held;

  private RunLock(Closeable held) {
    this.held = held;
  }

  /** Whether a file of this name is a lock's. */
  public static boolean isFile(String name) {
    return name.equals(FILE) || Lease.isFile(name);
  }

  /**
   * Takes the lock of the run whose checkpoints lie in this folder; waits for nobody.
   *
   * @param run the run, for people
   * @param location the folder of its checkpoints
   * @throws CheckpointException when another process has it
   */
  public static RunLock take(String run, String location) throws CheckpointException, IOException {
    return Stores.isRemote(location)
        ? new RunLock(Lease.take(run, Stores.at(location), Lease.BEAT))
        : local(run, Stores.localPath(location));
  }

  private static RunLock local(String run, Path folder) throws CheckpointException, IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      // far behind the owner's name, which others must be able to read
      lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(run, Lease.self());
    } catch (IOException e) { // the file system has no locks
      channel.close();
      return new RunLock(Lease.take(run, new LocalStore(folder), Lease.BEAT));
    }
    if (lock == null) {
      channel.close();
      throw inUse(run, Files.readString(file).strip());
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Lease.self().getBytes(StandardCharsets.UTF_8)));
    return new RunLock(channel); // the lock ends with its channel
  }

  static CheckpointException inUse(String run, String owner) {
    return new CheckpointException(
        "%s: the run is in use by %s; wait for its end, or stop it"
            .formatted(run, owner.isEmpty() ? "another process" : owner));
  }

  /**
   * Complains when another process has taken the run over: a lease can be lost, by a process that
   * was suspended for long.
   */
  public void requireHeld() throws CheckpointException {
    if (held instanceof Lease lease && lease.isLost()) {
      throw new CheckpointException(
          "the run was taken over by another process, or its folder could not be reached; see who"
              + " goes on with it");
    }
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
