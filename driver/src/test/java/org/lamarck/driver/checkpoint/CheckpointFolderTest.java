package org.lamarck.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFolderTest {
  @TempDir Path folder;

  private CheckpointFolder open() throws Exception {
    return CheckpointFolder.in(Stores.at(folder.toString()));
  }

  private Path newestFile() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("checkpoint"))
          .sorted()
          .reduce((first, second) -> second)
          .orElseThrow();
    }
  }

  private List<String> saveThree() throws Exception {
    CheckpointFolder checkpoints = open();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      checkpoints.save("state " + i, List.of("row " + i));
      rows.add("row " + i);
    }
    return rows;
  }

  @Test
  void theNewestIsRestoredWithAllRows() throws Exception {
    List<String> rows = saveThree();
    CheckpointFolder.Restored<String, String> restored = open().newest(String.class, String.class);
    assertThat(restored.state()).isEqualTo("state 2");
    assertThat(restored.rows()).isEqualTo(rows);
    assertThat(restored.damaged()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file:", "hadoop"})
  void everyKindOfStoreKeepsTheNewestThree(String kind) throws Exception {
    Store store =
        kind.equals("hadoop")
            ? HadoopStore.at(folder.toUri().toString())
            : Stores.at(kind.isEmpty() ? folder.toString() : folder.toUri().toString());
    CheckpointFolder checkpoints = CheckpointFolder.in(store);
    for (int i = 0; i < 7; i++) {
      checkpoints.save(i, List.of());
    }
    assertThat(store.list())
        .containsExactly(
            "checkpoint-00000004.bin", "checkpoint-00000005.bin", "checkpoint-00000006.bin");
    assertThat(CheckpointFolder.in(store).newest(Integer.class, String.class).state()).isEqualTo(6);
  }

  @Test
  void rowsMoveIntoSegmentsThatAreWrittenOnce() throws Exception {
    CheckpointFolder checkpoints = open();
    List<String> rows = new ArrayList<>();
    long largest = 0;
    for (int i = 0; i < 300; i++) {
      List<String> fresh = List.of("a" + i, "b" + i, "c" + i, "d" + i, "e" + i);
      rows.addAll(fresh);
      checkpoints.save("state " + i, fresh);
      largest = Math.max(largest, Files.size(newestFile()));
    }
    assertThat(open().newest(String.class, String.class).rows()).isEqualTo(rows);
    assertThat(folder.resolve("rows-000001.bin")).exists();
    assertThat(folder.resolve("rows-000003.bin")).doesNotExist(); // 1500 rows, 515 in each
    assertThat(largest).isLessThan(10_000); // bytes: 512 short rows, however many came before
  }

  @Test
  void savesGoOnAfterRestoring() throws Exception {
    List<String> rows = saveThree();
    CheckpointFolder again = open();
    again.newest(String.class, String.class);
    again.save("state 3", List.of("row 3"));
    rows.add("row 3");
    CheckpointFolder.Restored<String, String> restored = open().newest(String.class, String.class);
    assertThat(restored.number()).isEqualTo(3);
    assertThat(restored.rows()).isEqualTo(rows);
  }

  @Test
  void aCutFileFallsBackToTheOneBefore() throws Exception {
    saveThree();
    Path file = newestFile();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 40));
    CheckpointFolder.Restored<String, String> restored = open().newest(String.class, String.class);
    assertThat(restored.state()).isEqualTo("state 1");
    assertThat(restored.damaged()).singleElement().asString().contains("it was cut");
  }

  @Test
  void everyFlippedByteIsNoticed() throws Exception {
    saveThree();
    Path file = newestFile();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);
      assertThat(open().newest(String.class, String.class).state())
          .as("byte %d", i)
          .isEqualTo("state 1");
    }
  }

  @Test
  void aForeignFileIsNamedAsSuch() throws Exception {
    saveThree();
    Files.writeString(folder.resolve("checkpoint-00000009.bin"), "not one of ours, but long");
    Files.writeString(folder.resolve("checkpoint-99999999999999999999.bin"), "ignored");
    Files.writeString(folder.resolve("notes.txt"), "ignored");
    CheckpointFolder.Restored<String, String> restored = open().newest(String.class, String.class);
    assertThat(restored.state()).isEqualTo("state 2");
    assertThat(restored.damaged())
        .singleElement()
        .asString()
        .endsWith("checkpoint-00000009.bin is no checkpoint of Lamarck");
  }

  @Test
  void whenNoneIsLeftOneLineSaysWhy() throws Exception {
    assertThatThrownBy(() -> open().newest(String.class, String.class))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("holds no checkpoint");
    Files.write(folder.resolve("checkpoint-00000000.bin"), new byte[100]);
    assertThatThrownBy(() -> open().newest(String.class, String.class))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is no checkpoint of Lamarck")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aMissingSegmentMakesItsCheckpointsUnusable() throws Exception {
    CheckpointFolder checkpoints = open();
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      many.add("row " + i);
    }
    checkpoints.save("before", List.of());
    checkpoints.save("after", many);
    Files.delete(folder.resolve("rows-000000.bin"));
    CheckpointFolder.Restored<String, String> restored = open().newest(String.class, String.class);
    assertThat(restored.state()).isEqualTo("before");
    assertThat(restored.damaged()).singleElement().asString().contains("rows-000000.bin");
  }

  @Test
  void whatACrashLeftUnfinishedIsIgnored() throws Exception {
    saveThree();
    Files.writeString(folder.resolve("checkpoint-00000003.bin.unfinished"), "half a");
    assertThat(open().newest(String.class, String.class).state()).isEqualTo("state 2");
  }

  @Test
  void sparksPropertiesConfigureHadoopsFileSystems() throws Exception {
    // a file system that exists only by its configuration: a mount table that links to the folder
    String property = "spark.hadoop.fs.viewfs.mounttable.lamarck-test.link./runs";
    System.setProperty(property, folder.toUri().toString());
    try {
      Store store = Stores.at("viewfs://lamarck-test/runs");
      store.write("a.bin", new byte[] {1});
      Files.createDirectory(folder.resolve("folder"));
      assertThat(folder.resolve("a.bin")).hasBinaryContent(new byte[] {1});
      assertThat(store.list()).containsExactly("a.bin"); // files only
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void aCheckpointOfSomethingElseIsToldFromOneThatIsDamaged() throws Exception {
    saveThree();
    assertThatThrownBy(() -> open().newest(Integer.class, String.class))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is a checkpoint of String and not of Integer");
    assertThatThrownBy(() -> open().newest(String.class, Integer.class))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is a checkpoint of String and not of Integer");
  }
}
