package org.lamarck.driver.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A lock for file systems that have none: {@code run.lease} names the owner, {@code run.beat}
 * changes as long as it lives. A lease is stale when its owner was a process of this machine that
 * is no more, or when the beat did not change for three of its intervals, by the clock of the one
 * who looks: clocks of machines need not agree. Where creating a file is no single step (object
 * stores) two processes that start within the same second may both believe that they have it; the
 * next beat tells one of them that it has not.
 */
final class Lease implements Closeable {
  /** From beat to beat. */
  static final Duration BEAT = Duration.ofSeconds(5);

  private static final int MISSED_BEATS = 3;
  private static final String OWNER = "run.lease";
  private static final String PULSE = "run.beat";

  private final Store store;
  private final String owner;
  private final ScheduledExecutorService heart;
  private long beats;
  private int missed;
  private volatile boolean lost;

  private Lease(Store store, String owner) {
    this.store = store;
    this.owner = owner;
    heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lamarck-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** This process, for people and for those who ask whether it still lives. */
  static String self() {
    return "process %d on %s since %s"
        .formatted(
            ProcessHandle.current().pid(), host(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }

  /** Whether a file of this name is a lease's. */
  static boolean isFile(String name) {
    return name.equals(OWNER) || name.equals(PULSE);
  }

  /**
   * Takes the lease of a folder.
   *
   * @param run the run, for people
   * @param beat the interval of the heartbeat
   * @throws CheckpointException when another process that lives has it
   */
  @SuppressWarnings("FutureReturnValueIgnored") // it beats until it stops itself
  static Lease take(String run, Store store, Duration beat)
      throws CheckpointException, IOException {
    String owner = self() + " (" + UUID.randomUUID() + ")";
    while (!create(store, owner)) {
      Optional<String> other = read(store, OWNER);
      if (other.isPresent()) {
        if (lives(store, other.get(), beat)) {
          throw RunLock.inUse(run, other.get().replaceAll(" \\([^()]*\\)$", ""));
        }
        if (read(store, OWNER).equals(other)) { // nobody else has taken it over meanwhile
          store.delete(OWNER);
        }
      }
    }
    Lease lease = new Lease(store, owner);
    lease.beat();
    long millis = beat.toMillis();
    lease.heart.scheduleAtFixedRate(lease::beatOrStop, millis, millis, TimeUnit.MILLISECONDS);
    return lease;
  }

  private static boolean create(Store store, String owner) throws IOException {
    try {
      store.create(OWNER, owner.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static boolean lives(Store store, String owner, Duration beat) throws IOException {
    String[] words = owner.split(" ", -1);
    if (words.length > 3 && words[0].equals("process") && words[3].equals(host())) {
      return ProcessHandle.of(Long.parseLong(words[1])).isPresent();
    }
    Optional<String> before = read(store, PULSE);
    long end = System.nanoTime() + MISSED_BEATS * beat.toNanos();
    while (System.nanoTime() < end) {
      try {
        Thread.sleep(Math.max(1, beat.toMillis() / 2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
      if (!read(store, PULSE).equals(before)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> read(Store store, String name) throws IOException {
    return store.list().contains(name)
        ? Optional.of(new String(store.read(name), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private void beat() throws IOException {
    beats++;
    store.write(PULSE, owner + " " + beats);
  }

  private void beatOrStop() {
    try {
      lost = !read(store, OWNER).equals(Optional.of(owner));
      if (!lost) {
        beat();
      }
      missed = 0;
    } catch (IOException e) {
      missed++;
      lost = missed >= MISSED_BEATS; // whoever looks at the lease believes so too
    }
    if (lost) {
      heart.shutdown();
    }
  }

  boolean isLost() {
    return lost;
  }

  @Override
  public void close() throws IOException {
    heart.shutdownNow();
    if (read(store, OWNER).equals(Optional.of(owner))) {
      store.delete(PULSE);
      store.delete(OWNER);
    }
  }
}
