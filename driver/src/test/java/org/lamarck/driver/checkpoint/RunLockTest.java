package org.lamarck.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  /** Short enough for a test, and many times what writing a small file takes. */
  private static final Duration BEAT = Duration.ofMillis(400);

  @TempDir Path folder;

  private List<Store> stores() throws Exception {
    return List.of(
        new LocalStore(folder.resolve("local")),
        HadoopStore.at(folder.resolve("hadoop").toUri().toString()));
  }

  private static void write(Store store, String owner) throws Exception {
    store.create("run.lease", owner.getBytes(StandardCharsets.UTF_8));
    store.write("run.beat", "1".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSecondOneIsToldWhoHasTheRun() throws Exception {
    String here = folder.resolve("run").toString();
    try (RunLock first = RunLock.take("run", here)) {
      first.requireHeld();
      assertThatThrownBy(() -> RunLock.take("run", here))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("run: the run is in use by process ")
          .hasMessageEndingWith("; wait for its end, or stop it");
    }
    RunLock.take("run", here).close();
  }

  @Test
  void theFileOfALockThatEndedWithItsProcessIsNoLock() throws Exception {
    Files.writeString(folder.resolve("run.lock"), "process 1 on elsewhere");
    RunLock.take("run", folder.toString()).close();
  }

  @Test
  void aLeaseThatBeatsIsNotTaken() throws Exception {
    for (Store store : stores()) {
      try (Lease lease = Lease.take("run", store, BEAT)) {
        assertThat(lease.isLost()).isFalse();
        assertThatThrownBy(() -> Lease.take("run", store, BEAT))
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
      }
      Lease.take("run", store, BEAT).close();
      assertThat(store.list()).isEmpty();
    }
  }

  @Test
  void aLeaseOfAnotherMachineIsStaleWhenItsBeatStops() throws Exception {
    for (Store store : stores()) {
      write(store, "process 1 on some-other-machine since 2026-01-01T00:00:00Z (x)");
      long begin = System.nanoTime();
      Lease.take("run", store, BEAT).close();
      // no sooner than three beats: it might have been alive
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(3 * BEAT.toNanos());
    }
  }

  @Test
  void aLeaseOfAnotherMachineIsNotTakenWhileItBeats() throws Exception {
    for (Store store : stores()) {
      write(store, "process 1 on some-other-machine since 2026-01-01T00:00:00Z (x)");
      Thread heart =
          new Thread(
              () -> {
                for (int beat = 0; !Thread.currentThread().isInterrupted(); beat++) {
                  try {
                    store.write(
                        "run.beat", Integer.toString(beat).getBytes(StandardCharsets.UTF_8));
                    Thread.sleep(BEAT.toMillis());
                  } catch (InterruptedException e) {
                    return;
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }
              });
      heart.start();
      try {
        assertThatThrownBy(() -> Lease.take("run", store, BEAT))
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining("on some-other-machine");
      } finally {
        heart.interrupt();
        heart.join();
      }
    }
  }

  @Test
  void aLeaseOfADeadProcessOfThisMachineIsStaleAtOnce() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    for (Store store : stores()) {
      String dead =
          Lease.self()
              .replace("process " + ProcessHandle.current().pid(), "process " + process.pid());
      write(store, dead + " (x)");
      // an hour's beat: would it be waited for, the test would not end
      Lease.take("run", store, Duration.ofHours(1)).close();
    }
  }

  @Test
  void whoLosesItsLeaseIsTold() throws Exception {
    for (Store store : stores()) {
      try (Lease lease = Lease.take("run", store, Duration.ofMillis(20))) {
        store.delete("run.lease");
        write(store, "process 1 on some-other-machine since 2026-01-01T00:00:00Z (y)");
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!lease.isLost() && System.nanoTime() < end) {
          Thread.sleep(5);
        }
        assertThat(lease.isLost()).isTrue();
      }
      assertThat(store.list()).contains("run.lease"); // it is the other's
    }
  }
}
