package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;

class CheckpointJournalTest {
  private static final RunState FIRST =
      RunState.first(
          RunSettings.of(new Wandering(4, 7), 3, Budget.UNLIMITED),
          new SearchSpace(List.of("a"), Vector.of(0), Vector.of(1)));
  private static final Row ROW = new TraceRow(0, 1, 2, 3, 4, 5);

  /** A disk that can be full. */
  private static final class Disk implements Store {
    private final Map<String, byte[]> files = new TreeMap<>();
    private int writes;
    private boolean full;

    @Override
    public List<String> list() {
      return List.copyOf(files.keySet());
    }

    @Override
    public byte[] read(String name) {
      return files.getOrDefault(name, new byte[0]);
    }

    @Override
    public void write(String name, byte[] bytes) throws IOException {
      if (full) {
        throw new IOException("no space left on device");
      }
      writes++;
      files.put(name, bytes);
    }

    @Override
    public void create(String name, byte[] bytes) throws IOException {
      write(name, bytes);
    }

    @Override
    public void delete(String name) {
      files.remove(name);
    }

    @Override
    public String location() {
      return "disk";
    }
  }

  private final Disk disk = new Disk();

  private CheckpointJournal journal(Duration interval) {
    return new CheckpointJournal(CheckpointFolder.in(disk), state -> state.seconds(), interval);
  }

  private Restored<Double, Row> kept() throws Exception {
    return CheckpointFolder.in(disk).newest(Double.class, Row.class);
  }

  @Test
  void theFirstGenerationIsKeptAtOnce() throws Exception {
    journal(Duration.ofHours(1)).committed(FIRST, List.of(ROW), false);
    assertThat(kept().rows()).containsExactly(ROW);
  }

  @Test
  void thoseWithinTheIntervalWaitAndLoseNoRow() throws Exception {
    CheckpointJournal journal = journal(Duration.ofSeconds(10));
    journal.committed(FIRST, List.of(ROW), false);
    journal.committed(FIRST.later(4), List.of(ROW), false);
    journal.committed(FIRST.later(9.9), List.of(ROW), false);
    assertThat(disk.writes).isEqualTo(1);
    journal.committed(FIRST.later(10), List.of(ROW), false);
    assertThat(disk.writes).isEqualTo(2);
    assertThat(kept().state()).isEqualTo(10.0);
    assertThat(kept().rows()).hasSize(4);
  }

  @Test
  void theLastGenerationIsKeptHoweverSoonItComes() throws Exception {
    CheckpointJournal journal = journal(Duration.ofHours(1));
    journal.committed(FIRST, List.of(), false);
    journal.committed(FIRST.later(0.1), List.of(ROW), true);
    assertThat(kept().state()).isEqualTo(0.1);
    assertThat(kept().rows()).containsExactly(ROW);
  }

  @Test
  void partsOfAGenerationAreKeptWhenTheIntervalHasPassed() throws Exception {
    CheckpointJournal journal = journal(Duration.ofSeconds(10));
    journal.committed(FIRST, List.of(), false);
    journal.advanced(FIRST.later(5));
    assertThat(disk.writes).isEqualTo(1);
    journal.advanced(FIRST.later(1e6)); // saves take far less than a twentieth of that
    assertThat(kept().state()).isEqualTo(1e6);
  }

  @Test
  void whoLostTheFolderIsStoppedBeforeItWrites() {
    CheckpointJournal journal =
        new CheckpointJournal(
            CheckpointFolder.in(disk),
            state -> state.seconds(),
            Duration.ZERO,
            () -> {
              throw new CheckpointException("taken over");
            });
    assertThatThrownBy(() -> journal.committed(FIRST, List.of(ROW), true))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("taken over");
    assertThat(disk.writes).isZero();
  }

  @Test
  void aFullDiskIsToldInALineAndNoRowIsLostWhenThereIsRoomAgain() throws Exception {
    CheckpointJournal journal = journal(Duration.ZERO);
    journal.committed(FIRST, List.of(ROW), false);
    disk.full = true;
    RunState later = FIRST.later(1);
    assertThatThrownBy(() -> journal.committed(later, List.of(ROW), false))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the checkpoint cannot be written: no space left on device");
    disk.full = false;
    journal.committed(FIRST.later(2), List.of(ROW), true);
    assertThat(kept().rows()).hasSize(3);
  }

  @Test
  void manyRowsBecomeSegmentsAndComeBackInTheirOrder() throws Exception {
    CheckpointJournal journal = journal(Duration.ZERO);
    List<Row> all = new ArrayList<>();
    for (int g = 0; g < 40; g++) {
      List<Row> rows = new ArrayList<>();
      for (int k = 0; k < 100; k++) {
        rows.add(new TraceRow(g, k, 0, 0, 0, 0));
      }
      all.addAll(rows);
      journal.committed(FIRST.later(g), rows, g == 39);
    }
    assertThat(kept().rows()).isEqualTo(all);
    assertThat(disk.list()).anyMatch(name -> name.startsWith("rows-"));
  }
}
